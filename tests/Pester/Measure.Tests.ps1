Describe 'Measuring' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:server = Start-LocalEbsServer @(
            'snap-a=synthetic:1GiB'
            'snap-b=snap-a,changed=0-1'
            'snap-d=snap-b,changed=0-2'
            'snap-e=snap-d,changed=0-3'
            'snap-a1=synthetic:1GiB'
            'snap-a2=snap-a1,changed=0-1'
            'snap-a3=snap-a2,changed=5-7'
            'snap-b1=synthetic:1GiB'
            'snap-b2=snap-b1,changed=all'
            'snap-c1=synthetic:1GiB'
            'snap-d1=synthetic:2GiB,written=60%'
            'snap-d2=snap-d1,changed=20%,added=5%,removed=5%'
            'snap-e1=synthetic:1GiB'
            'snap-e2=snap-e1,changed=0-99,removed=50-59'
            'snap-e3=snap-e2,removed=7'
        )
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'measures <Name> that come down the pipeline as it measures their pair' -ForEach @(
        @{ Name = 'blocks'; Piped = { $_ } }
        @{ Name = 'objects with the properties of blocks'; Piped = { [pscustomobject]@{ BlockIndex = "$($_.BlockIndex)"; ChangeType = "$($_.ChangeType)"; FirstSnapshotId = 'snap-d1'; SecondSnapshotId = 'snap-d2'; VolumeSize = $_.VolumeSize } } }
    ) {
        $figures = 'FirstSnapshotId', 'SecondSnapshotId', 'ChangedBytes', 'AddedCount', 'ModifiedCount', 'ExtentCount', 'LargestExtentBytes', 'FirstChangedOffset', 'LastChangedOffset', 'DensityMap', 'PercentChanged'

        $piped = Get-EbsChangedBlock snap-d1 snap-d2 | ForEach-Object $Piped | Measure-EbsSnapshotDelta
        $named = Measure-EbsSnapshotDelta snap-d1 snap-d2

        $piped | Select-Object $figures | ConvertTo-Json | Should -Be ($named | Select-Object $figures | ConvertTo-Json)
    }

    It 'makes chains of snapshot objects, by volume and time, and says which have no place in one' {
        $snapshots = @'
SnapshotId,VolumeId,StartTime,State,StorageTier
snap-a3,vol-a,2026-01-09,completed,standard
snap-b2,vol-b,2026-01-02,completed,standard
snap-a1,vol-a,2026-01-01,completed,standard
snap-c1,vol-c,2026-01-03,completed,standard
snap-b1,vol-b,2026-01-01,completed,standard
snap-a2,vol-a,2026-01-02,completed,standard
snap-b3,vol-b,2026-01-05,pending,standard
snap-a0,vol-a,2026-01-04,completed,archive
'@ | ConvertFrom-Csv
        $snapshots.ForEach{ $_.StartTime = [datetime] $_.StartTime }

        $deltas = $snapshots | Measure-EbsSnapshotDelta -WarningAction SilentlyContinue -WarningVariable warned

        $deltas.ForEach{ "$($_.VolumeId) $($_.SecondSnapshotId) $($_.ChangedCount)" } | Should -Be 'vol-a snap-a2 2', 'vol-a snap-a3 3', 'vol-b snap-b2 2048'
        $deltas[1].SecondStartTime.ToLocalTime() | Should -Be ([datetime]::new(2026, 1, 9))
        $warned | Should -HaveCount 3
        $warned -match 'snap-b3.*pending' | Should -HaveCount 1
        $warned -match 'snap-a0.*archive' | Should -HaveCount 1
        $warned -match 'snap-c1.*only' | Should -HaveCount 1
    }

    It 'says <Id> of <Line>' -ForEach @(
        @{ Line = 'Measure-EbsSnapshotDelta -SnapshotId snap-a'; Id = 'PredecessorMissing' }
        @{ Line = 'Measure-EbsSnapshotDelta snap-a snap-a'; Id = 'SameSnapshot' }
        @{ Line = 'Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-a'; Id = 'SameSnapshot' }
        @{ Line = 'Measure-EbsSnapshotDelta snap-a snap-f'; Id = 'SnapshotNotFound' }
        @{ Line = '1 | Measure-EbsSnapshotDelta'; Id = 'InputUnrecognized' }
        @{ Line = "[pscustomobject]@{ SnapshotId = 'vol-1' } | Measure-EbsSnapshotDelta"; Id = 'SnapshotIdInvalid' }
        @{ Line = "[pscustomobject]@{ BlockIndex = 'x' } | Measure-EbsSnapshotDelta"; Id = 'InputUnrecognized' }
        @{ Line = "[pscustomobject]@{ FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b'; BlockIndex = '' } | Measure-EbsSnapshotDelta"; Id = 'InputUnrecognized' }
        @{ Line = '[pscustomobject]@{ BlockIndex = 1; ChangeType = 7 } | Measure-EbsSnapshotDelta'; Id = 'InputUnrecognized' }
        @{ Line = "[pscustomobject]@{ BlockIndex = 1; BlockSize = 'large' } | Measure-EbsSnapshotDelta"; Id = 'InputUnrecognized' }
        @{ Line = '[pscustomobject]@{ BlockIndex = 1; BlockSize = 0; VolumeSize = 1GB } | Measure-EbsSnapshotDelta'; Id = 'InputUnrecognized' }
        @{ Line = '[pscustomobject]@{ BlockIndex = 1; VolumeSize = -1 } | Measure-EbsSnapshotDelta'; Id = 'InputUnrecognized' }
        @{ Line = '[EbsChangedBlocks.ChangedBlock]@{ BlockIndex = -1 } | Measure-EbsSnapshotDelta'; Id = 'InputUnrecognized' }
        @{ Line = '[EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 1; BlockSize = 0; VolumeSize = 1GB } | Measure-EbsSnapshotDelta'; Id = 'InputUnrecognized' }
        @{ Line = '5, 4 | ForEach-Object { [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = $_ } } | Measure-EbsSnapshotDelta'; Id = 'BlocksOutOfOrder' }
        @{ Line = '5, 5, 5 | ForEach-Object { [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = $_ } } | Measure-EbsSnapshotDelta'; Id = 'BlocksOutOfOrder' }
    ) {
        $deltas = . ([scriptblock]::Create("$Line -ErrorAction SilentlyContinue -ErrorVariable failed"))

        $deltas | Should -BeNullOrEmpty
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'measures every pair of a chain but those of a missing link' {
        $deltas = Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-b, snap-c, snap-d, snap-e -Reclaimable -ErrorAction SilentlyContinue -ErrorVariable failed

        $deltas.SecondSnapshotId | Should -Be 'snap-b', 'snap-e'
        $deltas.Where{ $null -ne $_.ReclaimableBytes } | Should -BeNullOrEmpty
        $failed | Should -HaveCount 2
    }

    It 'measures blocks of several pairs apart' {
        $blocks = (1, 'b'), (1, 'c'), (2, 'b'), (9, 'c') | ForEach-Object {
            [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = $_[0]; FirstSnapshotId = 'snap-a'; SecondSnapshotId = "snap-$($_[1])"; ChangeType = 'Added' }
        }

        $deltas = $blocks | Measure-EbsSnapshotDelta

        $deltas.ForEach{ "$($_.SecondSnapshotId) $($_.ExtentCount)" } | Should -Be 'snap-b 1', 'snap-c 2'
        $deltas.Where{ $null -ne $_.PercentChanged } | Should -BeNullOrEmpty
    }

    It 'estimates the price from the prices given' {
        $delta = Measure-EbsSnapshotDelta snap-e1 snap-e2 -ListPricePerThousand 2 -ReadPricePerThousand 10

        $delta.EstimatedListingPrice | Should -Be 0.002d
        $delta.EstimatedReadPrice | Should -Be 0.9d
    }

    It 'draws the pairs of a chain as the panels of one map' {
        Measure-EbsSnapshotDelta -SnapshotId snap-e1, snap-e2, snap-e3 -MapPath TestDrive:/map.svg | ForEach-Object SecondSnapshotId | Should -Be 'snap-e2', 'snap-e3'

        $texts = ([xml] (Get-Content -LiteralPath TestDrive:/map.svg -Raw)).SelectNodes('//*[local-name() = "text"]').InnerText
        $texts | Should -Contain "snap-e1 $([char] 0x2192) snap-e2"
        $texts | Should -Contain "snap-e2 $([char] 0x2192) snap-e3"
        $texts | Should -Contain 'Removed'
    }
}
