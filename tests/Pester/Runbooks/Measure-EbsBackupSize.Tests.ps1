Describe 'Measure-EbsBackupSize' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        # A block is 0.5 MiB. Increments of vol-a: 100, 20 and 60 blocks in 6 days; 1,010 blocks are written in the end.
        $script:described = @(
            'snap-a1=synthetic:8GiB,written=0-999', 'snap-a2=snap-a1,changed=0-99', 'snap-a3=snap-a2,added=2000-2019,removed=0-9', 'snap-a4=snap-a3,changed=100-159'
            'snap-b1=synthetic:8GiB,written=0-399'
        )
        $script:list = Export-SnapshotList TestDrive:/snapshots.csv @(
            'snap-a4,vol-a,2026-01-07T02:00:00Z,completed,standard'
            'snap-a1,vol-a,2026-01-01T02:00:00Z,completed,standard'
            'snap-a2,vol-a,2026-01-03T02:00:00Z,completed,standard'
            'snap-a3,vol-a,2026-01-05T02:00:00Z,completed,standard'
            'snap-a5,vol-a,2026-01-09T02:00:00Z,pending,standard'
            'snap-b1,vol-b,2026-01-01T02:00:00Z,completed,standard'
            'snap-c1,vol-c,2026-01-01T02:00:00Z,completed,archive'
        )
        $script:runbook = "$runbooks/Measure-EbsBackupSize.ps1"
    }

    Context 'with an endpoint that answers' {
        BeforeAll {
            $script:server = Start-LocalEbsServer $script:described
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'sizes the first backup, the increments and a retention' {
            $size = & $script:runbook -VolumeId vol-a -SnapshotPath $script:list -Retention 11 -Throughput 10 6>$null

            $LASTEXITCODE | Should -Be 0
            $size.VolumeSize | Should -Be 8GB
            $size.FullBytes | Should -Be 505MB
            $size.IncrementCount | Should -Be 3
            $size.IncrementBytes | Should -Be 30MB
            $size.LargestIncrementBytes | Should -Be 50MB
            $size.BytesPerDay | Should -Be 15MB
            $size.StoredBytes | Should -Be 805MB
            $size.FullTime | Should -Be ([timespan]::FromSeconds(51))
            $size.IncrementTime | Should -Be ([timespan]::FromSeconds(3))
        }

        It 'prices list and read requests' {
            $size = & $script:runbook -VolumeId vol-a -SnapshotPath $script:list -ListPricePerThousand 1 -ReadPricePerThousand 10 6>$null

            $size.FullPrice | Should -Be (0.001 + 10.1)
            $size.IncrementPrice | Should -Be (0.001 + 0.6)
        }

        It 'sizes the first backup alone of a volume with one snapshot' {
            $sizes = & $script:runbook -SnapshotPath $script:list -InformationVariable said 6>$null

            $LASTEXITCODE | Should -Be 0
            $sizes.VolumeId | Should -Be 'vol-a', 'vol-b'
            $sizes[1].FullBytes | Should -Be 200MB
            $sizes[1].IncrementBytes, $sizes[1].StoredBytes | Should -Be $null, $null
            $said[0] | Should -Be 'First backup: 705 MiB, 00:00:08 at 100 MiB/s; volumes: 2'
            $said[1] | Should -Be 'Increment: 30 MiB; 30 backups: 1.34 GiB; volumes with increments: 1'
        }

        It 'tells of no day where the snapshots have no times' {
            'SnapshotId,VolumeId', 'snap-a1,vol-a', 'snap-a2,vol-a' | Set-Content -LiteralPath $TestDrive/timeless.csv

            $size = & $script:runbook -SnapshotPath $TestDrive/timeless.csv 6>$null

            $LASTEXITCODE | Should -Be 0
            $size.IncrementBytes, $size.BytesPerDay | Should -Be 50MB, $null
        }

        It 'says so where a volume that was asked for cannot be sized' {
            $sizes = & $script:runbook -VolumeId vol-b, vol-c -SnapshotPath $script:list -WarningVariable warned 6>$null 3>$null

            $LASTEXITCODE | Should -Be 1
            $sizes.VolumeId | Should -Be 'vol-b'
            "$warned" | Should -Be 'vol-c: none of its snapshots can be listed'
        }
    }

    It 'says by its exit code whether it may pass, and sizes the others: <Fault>' -ForEach @(
        @{ Fault = 'ListChangedBlocks 1:key-denied'; ExitCode = 1; Id = 'KmsAccessDenied' }
        @{ Fault = 'ListChangedBlocks 2:503'; ExitCode = 75; Id = 'ServiceUnavailable' }
    ) {
        $server = Start-LocalEbsServer $script:described -Fault $Fault
        try {
            $run = Invoke-Runbook Measure-EbsBackupSize.ps1 '-VolumeId', 'vol-a,vol-b', '-SnapshotPath', $script:list, '-RetryTimeout', '0'
        } finally {
            Stop-LocalEbsServer $server
        }

        $run.ExitCode | Should -Be $ExitCode
        $run.Output[0] | Should -BeLike "WARNING: vol-a: ${Id}: *"
        $run.Output | Should -Contain 'First backup: 200 MiB, 00:00:02 at 100 MiB/s; volumes: 1'
    }
}
