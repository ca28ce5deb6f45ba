@{
    RootModule           = 'EbsChangedBlocks.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5b0d2c1e-7c43-4c5e-9f43-2a1f6d0c8e71'
    Author               = 'EbsChangedBlocks contributors'
    CompanyName          = 'EbsChangedBlocks contributors'
    Copyright            = '(c) EbsChangedBlocks contributors. Apache License 2.0.'
    Description          = 'Lists the blocks that differ between two Amazon EBS snapshots: complete, ordered and unique, straight into the pipeline.'
    # Windows PowerShell has no assembly load contexts, so the AWS SDK inside could not be kept apart from other modules'.
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.4'
    RequiredAssemblies   = @('bin/EbsChangedBlocks.Loader.dll')
    FormatsToProcess     = @('EbsChangedBlocks.format.ps1xml')
    CmdletsToExport      = @('Get-EbsChangedBlock')
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
