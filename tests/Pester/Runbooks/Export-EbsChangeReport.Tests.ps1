Describe 'Export-EbsChangeReport' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:described = @(
            'snap-a1=synthetic:8GiB,written=0-999', 'snap-a2=snap-a1,changed=0-99', 'snap-a3=snap-a2,changed=0-9'
            'snap-b1=synthetic:8GiB', 'snap-b2=snap-b1,changed=0-1638'
            'snap-c1=synthetic:8GiB', 'snap-c2=snap-c1,changed=7'
        )
        $script:list = Export-SnapshotList TestDrive:/snapshots.csv @(
            'snap-a3,vol-a,2026-01-07T02:00:00Z,completed,standard'
            'snap-a1,vol-a,2026-01-05T02:00:00Z,completed,standard'
            'snap-a2,vol-a,2026-01-06T02:00:00Z,completed,standard'
            'snap-b1,vol-b,2026-01-05T02:00:00Z,completed,standard'
            'snap-b2,vol-b,2026-01-06T02:00:00Z,completed,standard'
            'snap-b3,vol-b,2026-01-07T02:00:00Z,pending,standard'
            'snap-c0,vol-c,2026-01-04T02:00:00Z,completed,archive'
            'snap-c1,vol-c,2026-01-05T02:00:00Z,completed,standard'
            'snap-c2,vol-c,2026-01-06T02:00:00Z,completed,standard'
            'snap-d1,vol-d,2026-01-06T02:00:00Z,completed,standard'
            'snap-e1,vol-ffffffff,2026-01-06T02:00:00Z,completed,standard'
            'snap-e2,vol-ffffffff,2026-01-07T02:00:00Z,completed,standard'
        )

        function Export-Report([string] $Folder, [string[]] $ArgumentList) {
            Invoke-Runbook Export-EbsChangeReport.ps1 (@('-OutputFolder', "$TestDrive/$Folder", '-SnapshotPath', $script:list, '-Date', '2026-01-08') + $ArgumentList)
        }

        function Get-Report([string] $Folder) {
            Import-Csv -LiteralPath "$TestDrive/$Folder/2026-01-08/changes.csv"
        }
    }

    Context 'with an endpoint that answers' {
        BeforeAll {
            $script:server = Start-LocalEbsServer $script:described
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'measures the two latest snapshots of each volume that can be listed' {
            $run = Export-Report all

            $run.ExitCode | Should -Be 0
            $report = Get-Report all
            $report.VolumeId | Should -Be 'vol-a', 'vol-b', 'vol-c', 'vol-d'
            $report.ForEach{ "$($_.FirstSnapshotId) $($_.SecondSnapshotId) $($_.ChangedBytes)" } |
                Should -Be "snap-a2 snap-a3 $(10 * 512KB)", "snap-b1 snap-b2 $(1639 * 512KB)", "snap-c1 snap-c2 $(512KB)", ' snap-d1 '
            $report.Outcome | Should -Be 'Measured', 'Measured', 'Measured', 'OnlySnapshot'
            $report.Region | Should -Be (, $env:AWS_REGION * 4)
            $report.ProfileName | Should -Be (, '' * 4)
            $report.DensityMap.ForEach{ $_.Length } | Should -Be 240, 240, 240, 0
            [System.IO.File]::Exists("$TestDrive/all/2026-01-08/report.html") | Should -BeTrue

            # Of the pairs that are there already the Region is known, and so that of the volume without a pair.
            (Export-Report all).ExitCode | Should -Be 0
            (Get-Report all).Region | Should -Be (, $env:AWS_REGION * 4)
        }

        It 'warns of each volume above a threshold, here <Name>' -ForEach @(
            @{ Name = '10 %'; Threshold = @{ AlertPercent = 10 }; ExitCode = 2; Above = @('vol-b') }
            @{ Name = '5 MB'; Threshold = @{ AlertBytes = 5000000 }; ExitCode = 2; Above = 'vol-a', 'vol-b' }
            @{ Name = '10.01 %'; Threshold = @{ AlertPercent = 10.01 }; ExitCode = 0; Above = @() }
        ) {
            $null = & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder TestDrive:/alerts -SnapshotPath $script:list @Threshold -WarningVariable warned -WarningAction SilentlyContinue

            $LASTEXITCODE | Should -Be $ExitCode
            $warned.ForEach{ "$_".Split(':')[0] } | Should -Be $Above
        }

        It 'takes snapshots from the pipeline, and what describe-snapshots prints' {
            @{ Snapshots = @(Import-Csv -LiteralPath $script:list | Where-Object VolumeId -EQ vol-c) } | ConvertTo-Json -Depth 3 | Set-Content -LiteralPath TestDrive:/snapshots.json

            Import-Csv -LiteralPath $script:list | Where-Object VolumeId -EQ vol-a | & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder TestDrive:/piped -Date 2026-01-08 | Should -HaveCount 2
            & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder TestDrive:/json -SnapshotPath TestDrive:/snapshots.json -Date 2026-01-08 | Should -HaveCount 2

            (Get-Report piped).SecondSnapshotId | Should -Be 'snap-a3'
            (Get-Report json).SecondSnapshotId | Should -Be 'snap-c2'
        }

        It 'warns, and ends with 4, where there is nothing to report: <Name>' -ForEach @(
            @{ Name = 'nothing piped in, rather than all that the account has'; Content = $null }
            @{ Name = 'a list of none from the AWS CLI'; Content = '{"Snapshots":[]}'; File = 'none.json' }
            @{ Name = 'an empty CSV'; Content = 'SnapshotId,VolumeId,StartTime'; File = 'none.csv' }
            @{ Name = 'none that can be listed'; Content = "SnapshotId,VolumeId,StartTime,State`nsnap-b3,vol-b,2026-01-07T02:00:00Z,pending"; File = 'pending.csv' }
        ) {
            $settings = @{ OutputFolder = "$TestDrive/nothing"; WarningVariable = 'warned'; WarningAction = 'SilentlyContinue' }
            if ($Content) {
                Set-Content -LiteralPath $TestDrive/$File $Content
                & $runbooks/Export-EbsChangeReport.ps1 @settings -SnapshotPath $TestDrive/$File | Should -BeNullOrEmpty
            } else {
                @() | & $runbooks/Export-EbsChangeReport.ps1 @settings | Should -BeNullOrEmpty
            }

            $LASTEXITCODE | Should -Be 4
            "$warned" | Should -BeLike 'There is no snapshot to report on.*'
        }

        It 'reads what went through JSON, with the constants of EC2 as objects' {
            $snapshots = Import-Csv -LiteralPath $script:list | Where-Object VolumeId -EQ vol-c | ForEach-Object {
                [pscustomobject]@{ SnapshotId = $_.SnapshotId; VolumeId = $_.VolumeId; StartTime = $_.StartTime; State = @{ Value = $_.State }; StorageTier = @{} }
            }
            @($null) + $snapshots | ConvertTo-Json | Set-Content -LiteralPath $TestDrive/constants.json

            $null = & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder $TestDrive/constants -SnapshotPath $TestDrive/constants.json -Date 2026-01-08

            (Get-Report constants).SecondSnapshotId | Should -Be 'snap-c2'
        }

        It 'reads times as Export-Csv writes them in this culture, says so once, and refuses what is no such time' {
            $rows = Import-Csv -LiteralPath $script:list | Where-Object VolumeId -EQ vol-a | Select-Object SnapshotId, VolumeId, State, StorageTier, @{ Name = 'StartTime'; Expression = { [datetime] $_.StartTime } }
            $rows | Export-Csv -LiteralPath $TestDrive/culture.csv

            $null = & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder $TestDrive/culture -SnapshotPath $TestDrive/culture.csv -Date 2026-01-08 -WarningVariable warned -WarningAction SilentlyContinue
            (Get-Report culture).SecondSnapshotId | Should -Be 'snap-a3'
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike "*of snap-a3 as $(([datetime]'2026-01-07T02:00:00Z').ToString('s')).*"

            (Get-Content -LiteralPath $TestDrive/culture.csv -Raw) -replace '"[^"]+"(?=\r?\n$)', '"13/13/13"' | Set-Content -LiteralPath $TestDrive/wrong.csv
            $run = Invoke-Runbook Export-EbsChangeReport.ps1 '-OutputFolder', "$TestDrive/wrong", '-SnapshotPath', "$TestDrive/wrong.csv"
            $run.ExitCode | Should -Be 1
            $run.Output[-1] | Should -BeLike 'InputUnrecognized: The StartTime of snap-a2 is ''13/13/13''*'
        }

        It 'is refused while another run writes the same report, and has every pair once after it' {
            $settings = @{ OutputFolder = "$TestDrive/locked"; SnapshotPath = $script:list; Date = '2026-01-08' }
            $null = & $runbooks/Export-EbsChangeReport.ps1 @settings
            $lock = [System.IO.FileStream]::new("$TestDrive/locked/2026-01-08/changes.csv.lock", 'OpenOrCreate', 'ReadWrite', 'None')
            try {
                $run = Export-Report locked
            } finally {
                $lock.Dispose()
            }

            $run.ExitCode | Should -Be 75
            $run.Output | Should -BeLike 'OutputInUse: *changes.csv*'

            $report = "$TestDrive/locked/2026-01-08/changes.csv"
            Get-Content -LiteralPath $report | Select-Object -Skip 1 | Add-Content -LiteralPath $report
            $said = & $runbooks/Export-EbsChangeReport.ps1 @settings
            $LASTEXITCODE | Should -Be 0
            $said | Should -Contain "${report}: all is there; -Force measures it again"
            (Get-Report locked).VolumeId | Should -Be 'vol-a', 'vol-b', 'vol-c', 'vol-d'
        }

        It 'refuses snapshots from two sources' {
            { Import-Csv -LiteralPath $script:list | & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder $TestDrive/two -SnapshotPath $script:list } | Should -Not -Throw
            $LASTEXITCODE | Should -Be 1
            [System.IO.Directory]::Exists("$TestDrive/two") | Should -BeFalse
        }

        It 'refuses several Regions and profiles for snapshots that are given' {
            $run = Export-Report several '-Region', 'eu-central-1, us-east-1'

            $run.ExitCode | Should -Be 1
            $run.Output | Should -BeLike 'PlaceAmbiguous: *'
            [System.IO.Directory]::Exists("$TestDrive/several") | Should -BeFalse
        }

        It 'only says what it would do with -WhatIf' {
            & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder $TestDrive/whatif -SnapshotPath $script:list -WhatIf

            $LASTEXITCODE | Should -Be 0
            [System.IO.Directory]::Exists("$TestDrive/whatif") | Should -BeFalse
        }

        It 'says before it measures that it cannot write' {
            'no folder' | Set-Content -LiteralPath $TestDrive/file

            $run = Export-Report file

            $run.ExitCode | Should -Be 1
            $run.Output | Should -BeLike 'OutputFolderUnusable: *cannot be written to*'
        }

        It 'asks EC2 for the snapshots of the account otherwise, by the Region and profile given' {
            function global:Get-EC2Snapshot([string] $OwnerId, [string] $Region, [string] $ProfileName) {
                [pscustomobject]@{ SnapshotId = 'snap-d1'; VolumeId = "vol of $OwnerId, $Region, $ProfileName"; StartTime = [datetime]::UtcNow; State = 'completed'; StorageTier = 'standard' }
            }
            try {
                & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder TestDrive:/ec2 -Date 2026-01-08 -Region eu-west-1 -ProfileName backup | Should -HaveCount 2
            } finally {
                Remove-Item function:Get-EC2Snapshot
            }
            (Get-Report ec2).VolumeId | Should -Be 'vol of self, eu-west-1, backup'
        }
    }

    It 'says what to do where there are no snapshots to go by' -Skip:([bool] (Get-Command Get-EC2Snapshot -ErrorAction Ignore)) {
        $run = Invoke-Runbook Export-EbsChangeReport.ps1 '-OutputFolder', "$TestDrive/source"

        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeLike 'SnapshotSourceMissing: *-SnapshotPath.'
    }

    It 'ends at once, with 1, where nothing can be listed' {
        $run = Invoke-Runbook Export-EbsChangeReport.ps1 '-OutputFolder', "$TestDrive/keys", '-SnapshotPath', $script:list, '-ProfileName', 'nobody', '-Region', 'eu-west-1'

        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeLike 'ProfileUnusable: There is no AWS profile named ''nobody''*'
    }

    It 'measures the others where one fails' {
        $server = Start-LocalEbsServer $script:described.Where{ $_ -notlike 'snap-a3*' }
        try {
            $run = Export-Report missing '-AlertPercent', '10'
        } finally {
            Stop-LocalEbsServer $server
        }

        $run.ExitCode | Should -Be 3
        (Get-Report missing).Outcome | Should -Be 'SnapshotNotFound', 'Measured', 'Measured', 'OnlySnapshot'
        (Get-Report missing)[0].Message | Should -BeLike 'SnapshotNotFound: snap-a2 -> snap-a3: *'
        (Get-Report missing)[0].Advice | Should -BeLike 'Check the snapshot ids*'
        $run.Output[0] | Should -BeLike 'WARNING: vol-a: SnapshotNotFound: *Check the snapshot ids*'
    }

    Context 'in several Regions and accounts' {
        BeforeAll {
            $script:a = $script:described.Where{ $_ -like 'snap-a*' }
            $script:others = $script:described.Where{ $_ -notlike 'snap-a*' }
            $script:mixed = "$TestDrive/mixed.csv"
            Import-Csv -LiteralPath $script:list |
                Select-Object *, @{ Name = 'Region'; Expression = { 'us-east-1' } }, @{ Name = 'ProfileName'; Expression = { $_.VolumeId -eq 'vol-a' ? 'first' : 'second' } } |
                Export-Csv -LiteralPath $script:mixed

            # Which endpoint is a profile's says the profile alone.
            function Enter-Place([hashtable] $Place) {
                $servers = foreach ($one in $Place.GetEnumerator()) {
                    $fault = $one.Value.ContainsKey('Fault') ? $one.Value.Fault : @()
                    $server = Start-LocalEbsServer $one.Value.Snapshot -Fault $fault -LogPath "$TestDrive/$($one.Key).log"
                    Get-ProfileLine $one.Key $server.EndpointUrl | Add-Content -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE
                    $server
                }
                Remove-Item Env:AWS_ENDPOINT_URL_EBS
                $servers
            }

            function Exit-Place([psobject[]] $Server) {
                [array]::Reverse($Server)
                $Server | Stop-LocalEbsServer
            }

            $script:credentialsFile = $env:AWS_SHARED_CREDENTIALS_FILE
        }

        BeforeEach {
            # Read by the processes of their own that Invoke-Runbook starts; this one has looked for its file already.
            $env:AWS_SHARED_CREDENTIALS_FILE = "$TestDrive/$([guid]::NewGuid())"
            $PSDefaultParameterValues['*-Ebs*:ProfileLocation'] = $env:AWS_SHARED_CREDENTIALS_FILE
        }

        AfterEach {
            $PSDefaultParameterValues.Remove('*-Ebs*:ProfileLocation')
            $env:AWS_SHARED_CREDENTIALS_FILE = $script:credentialsFile
        }

        It 'asks with each profile in each Region, and what one cannot tell is a failure beside the others' {
            $snapshots = Import-Csv -LiteralPath $script:list
            Set-Item function:global:Get-EC2Snapshot {
                param([string] $OwnerId, [string] $Region, [string] $ProfileName)

                if ("$OwnerId $ProfileName $Region" -eq 'self second eu-central-1') { throw 'OptInRequired' }
                # The third is of the first one's account.
                $volume = @{ 'first us-east-1' = 'vol-a'; 'second us-east-1' = 'vol-b', 'vol-c'; 'third us-east-1' = 'vol-a' }["$ProfileName $Region"]
                $snapshots.Where{ $_.VolumeId -in $volume }
            }.GetNewClosure()
            $servers = Enter-Place @{ first = @{ Snapshot = $script:a }; second = @{ Snapshot = $script:others } }
            $settings = @{ OutputFolder = "$TestDrive/many"; Date = '2026-01-08'; Region = 'us-east-1', 'eu-central-1'; ProfileName = 'first', 'second', 'third' }
            try {
                $said = & $runbooks/Export-EbsChangeReport.ps1 @settings -WarningVariable warned -WarningAction SilentlyContinue
                $code = $LASTEXITCODE
                $again = & $runbooks/Export-EbsChangeReport.ps1 @settings -WarningAction SilentlyContinue
            } finally {
                Remove-Item function:Get-EC2Snapshot
                Exit-Place $servers
            }

            $code | Should -Be 1
            (Get-Report many).ForEach{ "$($_.Region) $($_.ProfileName) $($_.VolumeId) $($_.Outcome)" } | Should -Be @(
                'us-east-1 first vol-a Measured', 'us-east-1 second vol-b Measured', 'us-east-1 second vol-c Measured', 'eu-central-1 second  OptInRequired'
            )
            $said | Should -Contain 'eu-central-1, profile first: no snapshots'
            $said | Should -Contain "vol-a (us-east-1, profile first): Measured snap-a3, 5 MiB changed"
            "$warned" | Should -BeLike '3 snapshots are listed once more, *eu-central-1, profile second: OptInRequired'
            # What failed was asked for again, and nothing else.
            $again | Where-Object { $_ -match 'Measured|all is there' } | Should -BeNullOrEmpty
            $again[-1] | Should -BeLike '*: 3 done, 1 failed, 0 above the threshold'
        }

        It 'says in report and exit code whether a failure may pass: <Id>' -ForEach @(
            @{ Fault = 'all:access-denied'; ExitCode = 3; Id = 'AccessDenied' }
            @{ Fault = 'all:throttle'; ExitCode = 75; Id = 'Throttled' }
            @{ Fault = 'all:key-denied'; ExitCode = 3; Id = 'KmsAccessDenied' }
        ) {
            $servers = Enter-Place @{ first = @{ Snapshot = $script:a; Fault = $Fault }; second = @{ Snapshot = $script:others } }
            $settings = @{ OutputFolder = "$TestDrive/$Id"; Date = '2026-01-08'; SnapshotPath = $script:mixed; AlertPercent = 10; RetryTimeout = 0 }
            try {
                $null = & $runbooks/Export-EbsChangeReport.ps1 @settings -WarningVariable warned -WarningAction SilentlyContinue
                $code = $LASTEXITCODE
            } finally {
                Exit-Place $servers
            }

            $code | Should -Be $ExitCode
            (Get-Report $Id).ForEach{ "$($_.VolumeId) $($_.Outcome)" } | Should -Be "vol-a $Id", 'vol-b Measured', 'vol-c Measured', 'vol-d OnlySnapshot'
            (Get-Report $Id).ProfileName | Should -Be 'first', 'second', 'second', 'second'
            (Get-Report $Id)[0].Message | Should -BeLike "${Id}: *(us-east-1, profile first*).*"
            "$($warned[0])" | Should -BeLike "vol-a (us-east-1, profile first): ${Id}: *"
        }

        It 'is run again for the failed ones alone' {
            $settings = @{ OutputFolder = "$TestDrive/again"; Date = '2026-01-08'; SnapshotPath = $script:mixed; RetryTimeout = 0; WarningVariable = 'warned'; WarningAction = 'SilentlyContinue' }
            $servers = Enter-Place @{ first = @{ Snapshot = $script:a; Fault = 'all:throttle' }; second = @{ Snapshot = $script:others } }
            try {
                $null = & $runbooks/Export-EbsChangeReport.ps1 @settings
                $LASTEXITCODE | Should -Be 75
            } finally {
                Exit-Place $servers
            }
            # Whatever else it asked for would not be found here.
            Remove-Item -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE
            $servers = Enter-Place @{ first = @{ Snapshot = $script:a } }
            try {
                $null = & $runbooks/Export-EbsChangeReport.ps1 @settings -AlertBytes 5000000
                $LASTEXITCODE | Should -Be 2
            } finally {
                Exit-Place $servers
            }

            $warned | Should -HaveCount 2
            (Get-Report again).SecondSnapshotId | Should -Be 'snap-b2', 'snap-c2', 'snap-a3', 'snap-d1'
            (Get-Report again).Outcome | Should -Be 'Measured', 'Measured', 'Measured', 'OnlySnapshot'
        }

        It 'goes on after it was killed, and after a row that was cut off' {
            $servers = Enter-Place @{ first = @{ Snapshot = $script:a }; second = @{ Snapshot = $script:others; Fault = 'all:stall' } }
            try {
                $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
                $start.RedirectStandardOutput = $true
                '-NoProfile', '-File', "$runbooks/Export-EbsChangeReport.ps1", '-OutputFolder', "$TestDrive/killed", '-SnapshotPath', $script:mixed, '-Date', '2026-01-08' |
                    ForEach-Object { $start.ArgumentList.Add($_) }
                $process = [System.Diagnostics.Process]::Start($start)
                $process.StandardOutput.ReadLine() | Should -BeLike 'vol-a (us-east-1, profile first): Measured *'
                $process.Kill()
                $process.WaitForExit()
            } finally {
                Exit-Place $servers
            }
            Add-Content -LiteralPath $TestDrive/killed/2026-01-08/changes.csv '"us-east-1","second","vol-b","snap-b1","snap-b2","2026-01-06T02:00:00Z","85899' -NoNewline

            Remove-Item -LiteralPath $env:AWS_SHARED_CREDENTIALS_FILE
            $servers = Enter-Place @{ second = @{ Snapshot = $script:others } }
            try {
                $null = & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder $TestDrive/killed -SnapshotPath $script:mixed -Date 2026-01-08
                $LASTEXITCODE | Should -Be 0
            } finally {
                Exit-Place $servers
            }

            (Get-Report killed).SecondSnapshotId | Should -Be 'snap-a3', 'snap-b2', 'snap-c2', 'snap-d1'
            (Get-Report killed).Outcome | Should -Be 'Measured', 'Measured', 'Measured', 'OnlySnapshot'
        }
    }
}
