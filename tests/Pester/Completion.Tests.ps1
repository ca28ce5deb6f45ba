Describe 'Tab completion' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1

        function Complete([string] $Line) {
            (TabExpansion2 $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
        }
    }

    It 'completes the commands' {
        Complete 'Get-EbsCh' | Should -Be 'Get-EbsChangedBlock'
        Complete 'Measure-Ebs' | Should -Be 'Measure-EbsSnapshotDelta'
    }

    It 'completes parameter names' {
        Complete 'Get-EbsChangedBlock -Star' | Should -Be '-StartingBlockIndex'
        Complete 'Get-EbsChangedBlock -As' | Should -Be '-AsPage', '-AsExtent'
        Complete 'Measure-EbsSnapshotDelta -Recl' | Should -Be '-Reclaimable'
    }

    It 'completes change types' {
        Complete 'Get-EbsChangedBlock snap-a snap-b -ChangeType ' | Sort-Object | Should -Be 'Added', 'Modified', 'Removed'
        Complete 'Get-EbsChangedBlock snap-a snap-b -ChangeType Added, Mod' | Should -Be 'Modified'
    }

    It 'completes Regions and profiles' {
        Complete 'Get-EbsChangedBlock -Region eu-central-' | Sort-Object | Should -Be 'eu-central-1', 'eu-central-2'
        Complete 'Measure-EbsSnapshotDelta -ProfileName ' | Sort-Object | Should -Be 'backup', 'default'
    }

    It 'completes the properties of what comes down the pipeline' {
        Complete 'Get-EbsChangedBlock snap-a snap-b | Where-Object Change' | Should -Contain 'ChangeType'
    }
}
