@{
    RootModule           = 'EbsChangedBlocks.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'c0d31e9c-cc49-4f27-aa50-ec3fd42e08df'
    Author               = 'EbsChangedBlocks contributors'
    CompanyName          = 'EbsChangedBlocks contributors'
    Copyright            = '(c) EbsChangedBlocks contributors. Apache License 2.0.'
    # The Gallery shows it, and no README.
    Description          = 'Lists the blocks that differ between two Amazon EBS snapshots, complete, ordered and unique; measures how much changed and where; saves snapshots as disk images, by what changed. Get-EbsChangedBlock, Measure-EbsSnapshotDelta and Save-EbsSnapshotImage page, throttle and retry by themselves. For PowerShell 7.4 or later on Linux, Windows and macOS. It needs ebs:ListChangedBlocks, in some cases ebs:ListSnapshotBlocks, and ebs:GetSnapshotBlock for images alone. Get-Help about_EbsChangedBlocks tells how to begin.'
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
            # The address of the repository on GitHub. The pages that Get-Help -Online opens and the links of the packed README follow from it.
            ProjectUri = ''
            # Letters and digits, such as preview1; empty for a release.
            Prerelease = ''
        }
    }
}
