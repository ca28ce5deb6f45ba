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

        function Get-Id($Failed) {
            $Failed.ForEach{ $_.FullyQualifiedErrorId.Split(',')[0] }
        }

        # When another client's request was begun. The lines of requests begun before it may come after its own, as those that looking ahead had given up.
        function Get-Moment {
            (Send-Marker).Split(' ')[0]
        }

        function Get-RequestSince([string] $Moment) {
            $null = Get-Moment
            @(Get-Content -LiteralPath $script:log).Where{ $_ -match '/snapshots/' -and [string]::CompareOrdinal($_.Split(' ')[0], $Moment) -gt 0 }
        }
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

            Get-Id $failed | Should -Be $Id
            Get-RequestSince $since | Should -BeNullOrEmpty
        }

        It 'has an error for each row without its first snapshot, and measures no pair that nobody named' {
            $rows = 'First,Second', ',snap-b', ',snap-c', 'snap-b,snap-c' | ConvertFrom-Csv

            $deltas = $rows | Measure-EbsSnapshotDelta -ErrorAction SilentlyContinue -ErrorVariable failed

            $deltas.ForEach{ "$($_.FirstSnapshotId) $($_.SecondSnapshotId)" } | Should -Be 'snap-b snap-c'
            Get-Id $failed | Should -Be 'SnapshotIdInvalid', 'SnapshotIdInvalid'
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

            Get-Id $failed | Should -Be 'InputUnrecognized'
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

    It 'refuses an endpoint with <Name>, and never shows it' -ForEach @(
        @{ Name = 'a password'; Url = 'http://user:secretpw@127.0.0.1:1' }
        @{ Name = 'a password, though it is no URL'; Url = 'user:secretpw@127.0.0.1' }
        @{ Name = 'a query'; Url = 'http://127.0.0.1:1/?q=secretpw' }
        @{ Name = 'a fragment'; Url = 'http://127.0.0.1:1/#secretpw' }
    ) {
        $said = & {
            try {
                Get-EbsChangedBlock snap-a snap-b -EndpointUrl $Url -Verbose -Debug -ErrorAction Stop
            } catch {
                $_ | Format-List * -Force
                $_.Exception | Format-List * -Force
                $_.FullyQualifiedErrorId
            }
        } *>&1 | Out-String -Width 500

        $said | Should -Match 'EndpointInvalid'
        $said | Should -Not -Match 'secretpw'
    }

    It 'refuses <Name> with a line break, without showing it' -ForEach @(
        @{ Name = 'an access key'; With = @{ AccessKey = "AKIA`nsecretpw"; SecretKey = 'k' } }
        @{ Name = 'a secret key'; With = @{ AccessKey = 'AKIA'; SecretKey = "secretpw`r`nX-Forged: 1" } }
        @{ Name = 'a session token'; With = @{ AccessKey = 'AKIA'; SecretKey = 'k'; SessionToken = "secretpw`n" } }
    ) {
        $since = Get-Moment

        $said = & {
            try {
                Get-EbsChangedBlock snap-a snap-b @With -Verbose -ErrorAction Stop
            } catch {
                $_.FullyQualifiedErrorId
                $_ | Format-List * -Force
            }
        } *>&1 | Out-String -Width 500

        $said | Should -Match 'CredentialUnusable'
        $said | Should -Not -Match 'secretpw'
        Get-RequestSince $since | Should -BeNullOrEmpty
    }

    It 'takes keys of the environment without the line break at their end, and says so' {
        $before = $env:AWS_SECRET_ACCESS_KEY
        try {
            $env:AWS_SECRET_ACCESS_KEY += "`n"
            $said = Get-EbsChangedBlock snap-b snap-c -Verbose 4>&1
        } finally {
            $env:AWS_SECRET_ACCESS_KEY = $before
        }

        $said.Where{ $_ -is [EbsChangedBlocks.ChangedBlock] }.BlockIndex | Should -Be 2
        "$($said[0])" | Should -BeLike '*credentials from environment variables, without the white space at the end of a value.'
    }

    It 'takes seconds for seconds through a proxy function and a mock' {
        function Get-Proxied([timespan] $RetryTimeout) {
            Get-EbsChangedBlock snap-a snap-b -EndpointUrl http://127.0.0.1:1 -RetryTimeout $RetryTimeout -ErrorAction SilentlyContinue -Verbose 4>&1
        }

        (Get-Proxied 1) -match 'EndpointUnreachable: trying again' | Should -Not -BeNullOrEmpty -Because 'a second leaves time for that, and a tick does not'
    }

    It 'looks at -MapPath before it lists: <Name>' -ForEach @(
        @{ Name = 'a folder that is not there'; Path = 'nowhere/map.svg' }
        @{ Name = 'a folder'; Path = '.' }
        @{ Name = 'below a file'; Path = 'file/map.svg' }
    ) {
        'no folder' | Set-Content -LiteralPath $TestDrive/file
        $since = Get-Moment

        { Measure-EbsSnapshotDelta snap-a snap-b -MapPath $TestDrive/$Path } | Should -Throw -ErrorId 'MapPathUnusable,*'
        Get-RequestSince $since | Should -BeNullOrEmpty
    }

    It 'gives the figures all the same where the map cannot be written at last' {
        $null = New-Item $TestDrive/gone -ItemType Directory

        $delta = Measure-EbsSnapshotDelta snap-a snap-b -MapPath $TestDrive/gone/map.svg -ErrorAction SilentlyContinue -ErrorVariable failed |
            ForEach-Object { Remove-Item -LiteralPath $TestDrive/gone -Recurse; $_ }

        $delta.ChangedCount | Should -Be 6
        Get-Id $failed | Should -Be 'MapPathUnusable'
    }

    It 'leaves nothing beside the map' {
        $null = New-Item $TestDrive/maps -ItemType Directory
        $null = Measure-EbsSnapshotDelta snap-a snap-b -MapPath $TestDrive/maps/map.svg

        [System.IO.Directory]::GetFiles("$TestDrive/maps") | Should -HaveCount 1
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

    It 'says which host could not be reached' {
        Get-EbsChangedBlock snap-a snap-b -EndpointUrl http://127.0.0.1:1 -RetryTimeout 0 -ErrorAction SilentlyContinue -ErrorVariable failed

        "$failed" | Should -BeLike 'The endpoint 127.0.0.1:1 could not be reached*'
    }

    It 'tells the availability zone <_> from a Region at once' -ForEach 'us-east-1a', 'us-gov-west-1b', 'us-west-2-lax-1a' {
        { Get-EbsChangedBlock snap-a snap-b -Region $_ } | Should -Throw '*is an availability zone*' -ErrorId 'RegionInvalid,*'
    }

    It 'measures a volume that has grown, in reverse, by the larger of the two' {
        $delta = Measure-EbsSnapshotDelta snap-d snap-a

        $delta.VolumeSize | Should -Be 1GB
        $delta.RemovedBytes | Should -Be 2GB
        $delta.PercentChanged | Should -BeLessOrEqual 100
        [EbsChangedBlocks.DeltaView]::Scale($delta).Trim() | Should -Match '3 GiB$'
    }

    It 'refuses a range that ends before it starts, and takes equal bounds for an empty one' {
        $since = Get-Moment

        Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex 100 -EndingBlockIndex 50 -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        Get-Id $failed | Should -Be 'BlockRangeInvalid'
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
