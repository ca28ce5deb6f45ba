Describe 'Get-CopySize, without any endpoint' {
    BeforeAll {
        Import-Module EbsChangedBlocks
    }

    It 'gives what was added and modified' {
        Mock Measure-EbsSnapshotDelta { [EbsChangedBlocks.SnapshotDelta]@{ LogicalBytes = 30MB } }

        & $PSScriptRoot/Get-CopySize.ps1 snap-a snap-b | Should -Be '30 MiB'

        Should -Invoke Measure-EbsSnapshotDelta -Times 1 -Exactly -ParameterFilter { $SecondSnapshotId -eq 'snap-b' }
    }

    It 'says so where the snapshots have nothing in common' {
        Mock Measure-EbsSnapshotDelta { Write-Error 'Not related.' -ErrorId UnrelatedSnapshots }

        & $PSScriptRoot/Get-CopySize.ps1 snap-a snap-b | Should -Be 'copy it whole'
    }
}
