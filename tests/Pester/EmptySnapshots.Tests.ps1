Describe 'A snapshot to which nothing was ever written' -ForEach @(
    @{ Answer = 'has no blocks'; Option = @(); Warnings = 0 }
    @{ Answer = 'is refused'; Option = @('--refuse-empty-snapshots'); Warnings = 1 }
) {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:server = Start-LocalEbsServer -ArgumentList $Option -Snapshot @(
            'snap-a=synthetic:1GiB,written=none'
            'snap-b=snap-a,added=0-9'
            'snap-c=snap-b,removed=all'
            'snap-d=snap-c'
        )
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    Context 'where the service says that it <Answer>' {
        It 'is measured: <Name>' -ForEach @(
            @{ Name = 'all of the later one is new'; First = 'snap-a'; Second = 'snap-b'; Figures = '10 0 0'; Said = 'snap-a is empty*all blocks of snap-b are counted as added.' }
            @{ Name = 'all of the earlier one is gone'; First = 'snap-b'; Second = 'snap-c'; Figures = '0 0 10'; Said = 'snap-c is empty*all blocks of snap-b are counted as removed.' }
            @{ Name = 'between two such nothing changed'; First = 'snap-a'; Second = 'snap-c'; Figures = '0 0 0'; Said = 'snap-a is empty*' }
        ) {
            $delta = Measure-EbsSnapshotDelta $First $Second -WarningAction SilentlyContinue -WarningVariable warned

            "$($delta.AddedCount) $($delta.ModifiedCount) $($delta.RemovedCount)" | Should -Be $Figures
            $warned | Should -HaveCount $Warnings
            $warned.Where{ "$_" -notlike $Said } | Should -BeNullOrEmpty
        }

        It 'is measured in a chain, whole too, with what deleting would free' {
            $deltas = Measure-EbsSnapshotDelta snap-a, snap-b, snap-c -IncludeBaseline -Reclaimable -WarningAction SilentlyContinue

            $deltas.ForEach{ "$($_.ChangedCount) $($_.ReclaimableBytes)" } | Should -Be '0 0', "10 $(10 * 512KB)", '10 '
        }
    }

    It 'is listed by Get-EbsChangedBlock, or an error of its own, with advice' {
        $listed = Get-EbsChangedBlock snap-a snap-b -ErrorAction SilentlyContinue -ErrorVariable failed

        $listed | Should -HaveCount ($Warnings ? 0 : 10)
        $failed | Should -HaveCount $Warnings
        foreach ($one in $failed) {
            $one.FullyQualifiedErrorId | Should -BeLike 'SnapshotEmpty,*'
            "$one" | Should -BeLike 'snap-a -> snap-b: The snapshot snap-a is empty (request *'
            $one.ErrorDetails.RecommendedAction | Should -BeLike '*Measure-EbsSnapshotDelta counts that.'
        }
    }
}
