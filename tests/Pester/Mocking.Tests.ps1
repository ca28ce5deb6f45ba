Describe 'Mocking the cmdlets in a runbook''s tests' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1

        # A runbook, small enough to be read here.
        function Get-CopyPlan([string] $First, [string] $Second) {
            $delta = Measure-EbsSnapshotDelta -First $First -Second $Second -ErrorAction Stop
            if ($delta.PercentChanged -gt 50) {
                return 'copy it whole'
            }
            "copy blocks $((Get-EbsChangedBlock -First $First -Second $Second -ChangeType Added, Modified | ForEach-Object BlockIndex) -join ', ')"
        }
    }

    It 'gives the runbook the objects that a mock makes' {
        Mock Measure-EbsSnapshotDelta { [EbsChangedBlocks.SnapshotDelta]@{ PercentChanged = 1 } }
        Mock Get-EbsChangedBlock { 3, 7 | ForEach-Object { [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = $_; ChangeType = 'Added' } } }

        Get-CopyPlan snap-a snap-b | Should -Be 'copy blocks 3, 7'
    }

    It 'can be asked what the runbook asked for' {
        Mock Measure-EbsSnapshotDelta { [EbsChangedBlocks.SnapshotDelta]@{ PercentChanged = 1 } }
        Mock Get-EbsChangedBlock

        Get-CopyPlan snap-a snap-b

        Should -Invoke Get-EbsChangedBlock -Times 1 -Exactly -ParameterFilter {
            $FirstSnapshotId -eq 'snap-a' -and $SecondSnapshotId -eq 'snap-b' -and $ChangeType -contains 'Added' -and $ChangeType -notcontains 'Removed'
        }
    }

    It 'does not list when the runbook should not' {
        Mock Measure-EbsSnapshotDelta { [EbsChangedBlocks.SnapshotDelta]@{ PercentChanged = 80 } }
        Mock Get-EbsChangedBlock

        Get-CopyPlan snap-a snap-b | Should -Be 'copy it whole'
        Should -Not -Invoke Get-EbsChangedBlock
    }

    It 'fails as the cmdlet would' {
        Mock Measure-EbsSnapshotDelta {
            Write-Error 'The snapshots are not related.' -ErrorId UnrelatedSnapshots -TargetObject $SecondSnapshotId
        }

        { Get-CopyPlan snap-a snap-b } | Should -Throw -ErrorId 'UnrelatedSnapshots*'
    }

    It 'lets made blocks go through the real Measure-EbsSnapshotDelta' {
        $blocks = 3, 4, 9 | ForEach-Object {
            [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = $_; ChangeType = 'Modified'; FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b'; VolumeSize = 1GB }
        }

        $delta = $blocks | Measure-EbsSnapshotDelta

        $delta.ModifiedCount | Should -Be 3
        $delta.ExtentCount | Should -Be 2
    }
}
