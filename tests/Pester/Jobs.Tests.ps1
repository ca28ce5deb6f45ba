Describe 'In jobs and other runspaces' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:server = Start-LocalEbsServer 'snap-a=synthetic:8GiB', 'snap-b=snap-a,changed=100-199', 'snap-c=snap-b,changed=0-9'
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'runs in Start-Job, whose objects come back with their properties' {
        $blocks = Start-Job { Get-EbsChangedBlock snap-a snap-b } | Receive-Job -Wait -AutoRemoveJob

        $blocks.BlockIndex | Should -Be (100..199)
        $blocks[0].PSTypeNames | Should -Contain 'Deserialized.EbsChangedBlocks.ChangedBlock'
    }

    It 'runs in Start-ThreadJob' {
        $jobs = @(
            Start-ThreadJob { Measure-EbsSnapshotDelta snap-a snap-b }
            Start-ThreadJob { Measure-EbsSnapshotDelta snap-b snap-c }
        )

        $jobs | Receive-Job -Wait -AutoRemoveJob | ForEach-Object ChangedCount | Sort-Object | Should -Be 10, 100
    }

    It 'runs in ForEach-Object -Parallel' {
        $counts = 0..3 | ForEach-Object -Parallel {
            @(Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex ($_ * 50) -EndingBlockIndex (($_ + 1) * 50)).Count
        }

        $counts | Sort-Object | Should -Be 0, 0, 50, 50
    }

    It 'keeps errors apart in ForEach-Object -Parallel' {
        $ids = 'snap-b', 'snap-ffff', 'snap-c' | ForEach-Object -Parallel {
            try {
                $null = Get-EbsChangedBlock snap-a $_ -ErrorAction Stop
            } catch {
                $_.FullyQualifiedErrorId
            }
        }

        $ids | Should -HaveCount 1
        $ids | Should -BeLike 'SnapshotNotFound,*'
    }
}
