@{
    RootModule           = 'EbsChangedBlocks.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'c0d31e9c-cc49-4f27-aa50-ec3fd42e08df'
    Author               = 'EbsChangedBlocks contributors'
    CompanyName          = 'EbsChangedBlocks contributors'
    Copyright            = '(c) EbsChangedBlocks contributors. Apache License 2.0.'
    Description          = 'Lists the blocks that differ between two Amazon EBS snapshots, complete, ordered and unique, and measures how much changed and where.'
    # Windows PowerShell has no assembly load contexts, so the AWS SDK inside could not be kept apart from other modules'.
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.4'
    FormatsToProcess     = @('EbsChangedBlocks.format.ps1xml')
    CmdletsToExport      = @('Get-EbsChangedBlock', 'Measure-EbsSnapshotDelta', 'Save-EbsSnapshotImage')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('AWS', 'EBS', 'Snapshot', 'ChangedBlock', 'CBT', 'Backup', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://www.apache.org/licenses/LICENSE-2.0'
        }
    }
}
