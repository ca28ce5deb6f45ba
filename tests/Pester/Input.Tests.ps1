Describe 'What is piped in or typed wrongly' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Requests.ps1
        $script:log = "$TestDrive/requests.log"
        $script:server = Start-LocalEbsServer @(
            'snap-a=synthetic:1GiB,written=0-99'
            'snap-b=snap-a,changed=1-3+9,removed=50,added=200'
            'snap-c=snap-b,changed=2'
            'snap-d=snap-a,size=3GiB,added=2048-6143'
        ) -LogPath $script:log
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    Context 'to Measure-EbsSnapshotDelta' {
        It 'folds <Name> as it folds blocks' -ForEach @(
            @{ Name = 'extents'; Listed = { Get-EbsChangedBlock snap-a snap-b -AsExtent } }
            @{ Name = 'extents from a CSV'; Listed = { Get-EbsChangedBlock snap-a snap-b -AsExtent | ConvertTo-Csv | ConvertFrom-Csv } }
            @{ Name = 'pages'; Listed = { Get-EbsChangedBlock snap-a snap-b -AsPage -MaxResult 100 } }
            @{ Name = 'pages from JSON'; Listed = { Get-EbsChangedBlock snap-a snap-b -AsPage -MaxResult 100 | ConvertTo-Json -Depth 3 | ConvertFrom-Json } }
        ) {
            $figures = 'FirstSnapshotId', 'SecondSnapshotId', 'AddedCount', 'ModifiedCount', 'RemovedCount', 'ChangedBytes', 'ExtentCount', 'LargestExtentBytes', 'FirstChangedOffset', 'LastChangedOffset'
            $listed = & $Listed
            $since = Get-Moment

            $measured = $listed | Measure-EbsSnapshotDelta

            Get-RequestSince $since | Should -BeNullOrEmpty -Because 'what is piped in was listed already'
            $measured | Select-Object $figures | ConvertTo-Json | Should -Be (Get-EbsChangedBlock snap-a snap-b | Measure-EbsSnapshotDelta | Select-Object $figures | ConvertTo-Json)
        }

        It 'measures a pair of which all pages are empty' {
            $delta = [EbsChangedBlocks.ChangedBlockPage]@{ FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b'; VolumeSize = 1GB } | Measure-EbsSnapshotDelta

            $delta.SecondSnapshotId, $delta.ChangedCount, $delta.PercentChanged | Should -Be 'snap-b', 0, 0
        }

        It 'refuses <Name>, and asks for nothing' -ForEach @(
            @{ Name = 'blocks without their index'; Id = 'InputUnrecognized'; Piped = { [EbsChangedBlocks.ChangedBlock]@{ FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' } | Select-Object * -ExcludeProperty BlockIndex } }
            @{ Name = 'extents joined across types'; Id = 'InputUnrecognized'; Piped = { [EbsChangedBlocks.ChangedExtent]@{ Offset = 0; Length = 1MB; BlockCount = 2 } } }
            @{ Name = 'extents whose blocks do not fit'; Id = 'InputUnrecognized'; Piped = { [EbsChangedBlocks.ChangedExtent]@{ Offset = 0; Length = 1MB; BlockCount = 3; ChangeType = 'Added' } } }
            @{ Name = 'extents that descend'; Id = 'BlocksOutOfOrder'; Piped = { 1MB, 0 | ForEach-Object { [EbsChangedBlocks.ChangedExtent]@{ Offset = $_; Length = 512KB; BlockCount = 1; ChangeType = 'Added' } } } }
            @{ Name = 'the last index that there is'; Id = 'InputUnrecognized'; Piped = { [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = [int]::MaxValue } } }
            @{ Name = 'a page of something else'; Id = 'InputUnrecognized'; Piped = { [pscustomobject]@{ ChangedBlocks = @([pscustomobject]@{ SnapshotId = 'snap-a' }); FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' } } }
            @{ Name = 'a pair without its second'; Id = 'SnapshotIdInvalid'; Piped = { [pscustomobject]@{ First = 'snap-a'; Second = ' ' } } }
        ) {
            $since = Get-Moment

            & $Piped | Measure-EbsSnapshotDelta -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty

            Get-FailedId $failed | Should -Be $Id
            Get-RequestSince $since | Should -BeNullOrEmpty
        }

        It 'has an error for each row without its first snapshot, and measures no pair that nobody named' {
            $rows = 'First,Second', ',snap-b', ',snap-c', 'snap-b,snap-c' | ConvertFrom-Csv

            $deltas = $rows | Measure-EbsSnapshotDelta -ErrorAction SilentlyContinue -ErrorVariable failed

            $deltas.ForEach{ "$($_.FirstSnapshotId) $($_.SecondSnapshotId)" } | Should -Be 'snap-b snap-c'
            Get-FailedId $failed | Should -Be 'SnapshotIdInvalid', 'SnapshotIdInvalid'
            "$($failed[0])" | Should -BeLike 'First is empty*'
        }

        It 'reads times as Export-Csv writes them in <_>, and says so once' -ForEach 'de-DE', 'en-US', 'en-GB', 'th-TH', 'ar-SA', 'tr-TR', 'sv-SE', 'ja-JP' {
            $culture = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = $_
                # In the order of days 1, 2, 12; months for days would make another one, and reading the year by another calendar too.
                $days = @{ 'snap-a' = [datetime]'2026-02-01T03:04:05'; 'snap-b' = [datetime]'2026-02-02T03:04:05'; 'snap-c' = [datetime]'2026-02-12T23:04:05' }
                $rows = 'snap-b', 'snap-c', 'snap-a' | ForEach-Object { [pscustomobject]@{ SnapshotId = $_; VolumeId = 'vol-1'; StartTime = $days[$_] } } | ConvertTo-Csv | ConvertFrom-Csv

                $deltas = $rows | Measure-EbsSnapshotDelta -WarningVariable warned -WarningAction SilentlyContinue
            } finally {
                [cultureinfo]::CurrentCulture = $culture
            }

            $deltas.ForEach{ "$($_.FirstSnapshotId) $($_.SecondSnapshotId)" } | Should -Be 'snap-a snap-b', 'snap-b snap-c'
            $deltas[1].SecondStartTime | Should -Be ([datetime]'2026-02-12T23:04:05').ToUniversalTime()
            if ($_ -ne 'sv-SE') {
                $warned | Should -HaveCount 1
                "$warned" | Should -BeLike "*culture ${_} *of snap-b as 2026-02-02T03:04:05.*"
            }
        }

        It 'reads ISO 8601 without a word: <_>' -ForEach '2026-02-13T03:04:05Z', '2026-02-13T05:04:05.123456+02:00', '2026-02-13 03:04:05Z', '2026-02-13' {
            $rows = "SnapshotId,VolumeId,StartTime", 'snap-a,vol-1,2026-02-12T03:04:05Z', "snap-b,vol-1,$_" | ConvertFrom-Csv

            $delta = $rows | Measure-EbsSnapshotDelta -WarningVariable warned

            $delta.SecondStartTime.Day | Should -BeIn 12, 13
            $delta.SecondSnapshotId | Should -Be 'snap-b'
            $warned | Should -BeNullOrEmpty
        }

        It 'refuses a row whose time is <_>, and names it' -ForEach '2026-13-01', '32.01.2026 00:00:00', 'yesterday', '1.2', '01/02/03' {
            $rows = "SnapshotId,VolumeId,StartTime", 'snap-a,vol-1,2026-02-12T03:04:05Z', "snap-b,vol-1,$_", 'snap-c,vol-1,2026-02-13T03:04:05Z' | ConvertFrom-Csv

            $delta = $rows | Measure-EbsSnapshotDelta -ErrorAction SilentlyContinue -ErrorVariable failed

            Get-FailedId $failed | Should -Be 'InputUnrecognized'
            "$failed" | Should -BeLike "The StartTime of snap-b is '$_', which is neither ISO 8601*"
            $delta.SecondSnapshotId | Should -Be 'snap-c'
        }

        It 'reads the constants of EC2 that went through JSON' {
            $snapshots = 'snap-a', 'snap-b', 'snap-c' | ForEach-Object {
                [pscustomobject]@{ SnapshotId = $_; VolumeId = 'vol-1'; State = @{ Value = 'completed' }; StorageTier = @{ Value = 'standard' } }
            }
            $pending = [pscustomobject]@{ SnapshotId = 'snap-f'; VolumeId = 'vol-1'; State = @{ Value = 'pending' } }

            $deltas = @($snapshots) + $pending | ConvertTo-Json | ConvertFrom-Json | Measure-EbsSnapshotDelta -WarningVariable warned -WarningAction SilentlyContinue

            $deltas.SecondSnapshotId | Should -Be 'snap-b', 'snap-c'
            "$warned" | Should -BeLike 'snap-f is left out: its state is pending,*'
        }
    }

    It 'warns of a switch that tells nothing: <Name>' -ForEach @(
        @{ Name = '-Reclaimable on one pair'; Measured = { Measure-EbsSnapshotDelta snap-a snap-b -Reclaimable } }
        @{ Name = '-Reclaimable on blocks'; Measured = { Get-EbsChangedBlock snap-a snap-b | Measure-EbsSnapshotDelta -Reclaimable } }
        @{ Name = '-IncludeBaseline on blocks'; Measured = { Get-EbsChangedBlock snap-a snap-b | Measure-EbsSnapshotDelta -IncludeBaseline } }
    ) {
        $said = & $Measured 3>&1

        $said.Where{ $_ -is [System.Management.Automation.WarningRecord] } | Should -BeLike '-* tells nothing *'
        $said.Where{ $_ -is [EbsChangedBlocks.SnapshotDelta] } | Should -HaveCount 1
    }

    It 'measures a volume that has grown, in reverse, by the larger of the two' {
        $delta = Measure-EbsSnapshotDelta snap-d snap-a

        $delta.VolumeSize | Should -Be 1GB
        $delta.RemovedBytes | Should -Be 2GB
        $delta.PercentChanged | Should -BeLessOrEqual 100
        $delta | Out-String | Should -Match ' 3 GiB\s+Listed by'
    }

    It 'takes the ids of a chain <Name>' -ForEach @(
        @{ Name = 'by position'; Measured = { Measure-EbsSnapshotDelta snap-a, snap-b, snap-c } }
        @{ Name = 'in a variable'; Measured = { $ids = 'snap-a', 'snap-b', 'snap-c'; Measure-EbsSnapshotDelta $ids } }
        @{ Name = 'from the pipeline'; Measured = { 'snap-a', ' snap-b', 'snap-c' | Measure-EbsSnapshotDelta } }
        @{ Name = 'of two, each by its own position'; Measured = { Measure-EbsSnapshotDelta snap-a snap-b; Measure-EbsSnapshotDelta snap-b snap-c } }
    ) {
        (& $Measured).ForEach{ "$($_.FirstSnapshotId) $($_.SecondSnapshotId) $($_.ChangedCount)" } | Should -Be 'snap-a snap-b 6', 'snap-b snap-c 1'
    }

    It 'compares snapshots that are piped in with -First, where it is given' {
        $deltas = 'snap-b', 'snap-c', 'snap-a' | Measure-EbsSnapshotDelta -First snap-a -IncludeBaseline

        $deltas.ForEach{ "$($_.FirstSnapshotId) $($_.SecondSnapshotId) $($_.ChangedCount)" } | Should -Be ' snap-a 100', 'snap-a snap-b 6', 'snap-a snap-c 6'

        $piped = [pscustomobject]@{ First = 'snap-b'; Second = 'snap-c' }
        $piped | Measure-EbsSnapshotDelta -First snap-a -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        Get-FailedId $failed | Should -Be 'InputUnrecognized'
    }

    It 'takes <Name> for the switch that it needs' -ForEach @(
        @{ Name = '-NextToken'; Type = 'EbsChangedBlocks.ChangedBlockPage'; Listed = { Get-EbsChangedBlock snap-a snap-b -NextToken (Get-EbsChangedBlock snap-a snap-b -AsPage -MaxResult 100)[0].NextToken } }
        @{ Name = '-IgnoreChangeType'; Type = 'EbsChangedBlocks.ChangedExtent'; Listed = { Get-EbsChangedBlock snap-a snap-b -IgnoreChangeType } }
        @{ Name = 'no switch'; Type = 'EbsChangedBlocks.ChangedBlock'; Listed = { Get-EbsChangedBlock snap-a snap-b -AsPage:$false } }
    ) {
        (& $Listed)[0].GetType().FullName | Should -Be $Type
    }

    It 'refuses a range that ends before it starts, and takes equal bounds for an empty one' {
        $since = Get-Moment

        Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex 100 -EndingBlockIndex 50 -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        Get-FailedId $failed | Should -Be 'BlockRangeInvalid'
        Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex 2 -EndingBlockIndex 2 | Should -BeNullOrEmpty
        Get-RequestSince $since | Should -BeNullOrEmpty
    }

    It 'takes ids with blanks around them, as columns of a CSV have' {
        (Get-EbsChangedBlock ' snap-b' "snap-c `t").BlockIndex | Should -Be 2
        (Measure-EbsSnapshotDelta -SnapshotId 'snap-b ', ' snap-c').ChangedCount | Should -Be 1
        ('First,Second', '"snap-b ",snap-c' | ConvertFrom-Csv | Get-EbsChangedBlock).BlockIndex | Should -Be 2
        ('First,Second', '"snap-b ",snap-c' | ConvertFrom-Csv | Measure-EbsSnapshotDelta).ChangedCount | Should -Be 1
    }

    It 'refuses the id <Name>' -ForEach @(
        @{ Name = 'with a line break'; Id = "snap-a`n"; Said = '*is no snapshot id*' }
        @{ Name = 'that is empty'; Id = ''; Said = '*is empty*' }
        @{ Name = 'that is not set'; Id = $null; Said = '*is empty*' }
    ) {
        { Measure-EbsSnapshotDelta -First snap-a -Second $Id } | Should -Throw $Said
        { Measure-EbsSnapshotDelta -SnapshotId snap-a, $Id } | Should -Throw
    }
}
