Describe 'On the screen' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Shown.ps1
    }

    Context 'with its display set' {
        BeforeAll {
            $script:display = Enter-Display
        }

        AfterAll {
            Exit-Display $script:display
        }

        It 'shows blocks as a table that fits 80 columns' {
            $shown = @(
                [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 3; FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' }
                [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 134217727; ChangeType = 'Removed'; FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' }
            ) | Out-String -Width 80

            $shown.ReplaceLineEndings("`n").Split("`n").TrimEnd() | Should -BeExactly @(
                ''
                '   Snapshots: snap-a -> snap-b'
                ''
                'BlockIndex ChangeType          Offset          At     Length'
                '---------- ----------          ------          --     ------'
                '         3 Modified           1572864     1.5 MiB    512 KiB'
                ' 134217727 Removed     70368743653376      64 TiB    512 KiB'
                ''
                ''
            )
        }
    }

    Context 'of deltas and pages' {
        BeforeAll {
            $script:server = Start-LocalEbsServer 'snap-a=synthetic:1GiB,written=0-1499', 'snap-b=snap-a,changed=5-6+1000', 'snap-c=snap-b,changed=5'
            $script:snapshots = @'
SnapshotId,VolumeId,StartTime
snap-a,vol-1,2026-01-01T00:00:00Z
snap-b,vol-1,2026-01-02T03:04:00Z
snap-c,vol-1,2026-01-03T00:00:00Z
'@ | ConvertFrom-Csv
            $script:display = Enter-Display
        }

        AfterAll {
            Exit-Display $script:display
            Stop-LocalEbsServer $script:server
        }

        It 'shows deltas by volume, with what deleting would free, in 80 columns' {
            $shown = Format-Shown ($script:snapshots | Measure-EbsSnapshotDelta -Reclaimable | Format-Table | Out-String -Width 79)

            $shown.Split("`n") | Should -BeExactly @(
                '   Volume: vol-1'
                ''
                'Snapshot               Taken (UTC)         Changed      % Reclaimable Map'
                '--------               -----------         -------      - ----------- ---'
                'snap-b                 2026-01-02 03:04    1.5 MiB   0.15     512 KiB |.  .   |'
                'snap-c                 2026-01-03 00:00    512 KiB   0.05             |.      |'
            )
        }

        It 'shows a pair without a heading' {
            (Format-Shown (Measure-EbsSnapshotDelta snap-a snap-b | Format-Table | Out-String -Width 79)).Split("`n")[0] | Should -BeLike 'Snapshot *'
        }

        It 'breaks a map that is wider than the terminal, with a scale below each line' {
            $lines = (Format-Shown (Measure-EbsSnapshotDelta snap-a snap-b -MapWidth 120 | Out-String -Width 80)).Split("`n")

            $lines.Where{ $_.Length -gt 79 } | Should -BeNullOrEmpty
            $lines -match '^Map {11}: \|\.' | Should -HaveCount 1
            $lines -match '^ {16}0 .* 256 MiB .* 512 MiB$' | Should -HaveCount 1
            $lines -match '^ {16}512 MiB .* 768 MiB .* 1 GiB$' | Should -HaveCount 1
        }

        It 'says in a list that a time is UTC' {
            $script:snapshots[0, 1] | Measure-EbsSnapshotDelta | Out-String | Should -Match 'Taken +: 2026-01-02 03:04 UTC'
        }

        It 'shows pages below their pair, with the time in UTC' {
            $page = Get-EbsChangedBlock snap-a snap-b -AsPage

            (Format-Shown ($page | Out-String -Width 79)).Split("`n") | Should -Be @(
                '   Snapshots: snap-a -> snap-b'
                ''
                ' Blocks       From         To More  Expires (UTC)'
                ' ------       ----         -- ----  -------------'
                "      3          5       1000 False $($page.ExpiryTime.ToString('yyyy-MM-dd HH:mm'))"
            )
        }

        It 'heads a table that is grouped by something else with that: <Name>' -ForEach @(
            @{ Name = 'blocks'; Shown = { Get-EbsChangedBlock snap-a snap-b | Format-Table -GroupBy ChangeType }; Heading = 'ChangeType: Modified' }
            @{ Name = 'extents'; Shown = { Get-EbsChangedBlock snap-a snap-b -AsExtent | Format-Table -GroupBy ChangeType }; Heading = 'ChangeType: Modified' }
            @{ Name = 'deltas'; Shown = { Measure-EbsSnapshotDelta snap-a snap-b | Format-Table -GroupBy ChangedCount }; Heading = 'ChangedCount: 3' }
        ) {
            (& $Shown | Out-String).Split("`n").Trim() -match '^\w+: ' | Should -Be $Heading
        }

        It 'has what its tables are grouped by in no column of a CSV' {
            (Get-EbsChangedBlock snap-a snap-b)[0].PSObject.Properties.Name | Should -Not -Contain 'Snapshots'
            (Measure-EbsSnapshotDelta snap-a snap-b).PSObject.Properties.Name | Should -Not -Contain 'Volume'
        }
    }

    It 'writes all numbers of a view as the culture <Culture> does, and times as ISO 8601' -ForEach @(
        @{ Culture = 'de-DE'; Amount = '2,5 GiB in 5.120 blocks (12,5 %)'; Price = '$0,5 by' }
        @{ Culture = 'en-US'; Amount = '2.5 GiB in 5,120 blocks (12.5 %)'; Price = '$0.5 by' }
        @{ Culture = 'th-TH'; Amount = '2.5 GiB in 5,120 blocks (12.5 %)'; Price = '$0.5 by' }
    ) {
        $delta = [EbsChangedBlocks.SnapshotDelta]@{
            ChangedBytes = 2.5GB; ChangedCount = 5120; PercentChanged = 12.5; EstimatedReadPrice = 0.5; SecondStartTime = [datetime]::new(2026, 1, 2, 3, 4, 0)
        }
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $Culture
            $shown = $delta | Out-String
            "$delta" | Should -BeLike '*: 2.5 GiB changed' -Because 'a script may read it'
        } finally {
            [cultureinfo]::CurrentCulture = $before
        }

        $shown | Should -Match ([regex]::Escape($Amount))
        $shown | Should -Match ([regex]::Escape($Price))
        $shown | Should -Match '2026-01-02 03:04 UTC'
    }

    Context 'while it lists' {
        BeforeAll {
            $script:server = Start-LocalEbsServer 'snap-a=synthetic:1GiB,written=0-99', 'snap-b=snap-a,changed=5-6'
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'shows no progress of a short listing' {
            $shell = [powershell]::Create()
            try {
                $blocks = $shell.AddScript('Import-Module EbsChangedBlocks; Get-EbsChangedBlock snap-a snap-b').Invoke()

                $blocks.BlockIndex | Should -Be 5, 6
                $shell.Streams.Progress | Should -BeNullOrEmpty
            } finally {
                $shell.Dispose()
            }
        }
    }
}
