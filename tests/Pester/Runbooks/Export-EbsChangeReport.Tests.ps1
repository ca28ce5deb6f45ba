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

        It 'measures the two latest snapshots of each volume that can be listed, and draws each pair' {
            $run = Export-Report all

            $run.ExitCode | Should -Be 0
            $report = Get-Report all
            $report.VolumeId | Should -Be 'vol-a', 'vol-b', 'vol-c', 'vol-d'
            $report.ForEach{ "$($_.FirstSnapshotId) $($_.SecondSnapshotId) $($_.ChangedBytes)" } |
                Should -Be "snap-a2 snap-a3 $(10 * 512KB)", "snap-b1 snap-b2 $(1639 * 512KB)", "snap-c1 snap-c2 $(512KB)", ' snap-d1 '
            $report.Outcome | Should -Be 'Measured', 'Measured', 'Measured', 'OnlySnapshot'
            (Get-ChildItem -LiteralPath $TestDrive/all/2026-01-08 -Filter *.svg | Sort-Object Name).BaseName | Should -Be 'snap-a3', 'snap-b2', 'snap-c2'
            ([xml] (Get-Content -LiteralPath $TestDrive/all/2026-01-08/snap-b2.svg -Raw)).DocumentElement.Name | Should -Be 'svg'
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

    Context 'when volumes fail' {
        It 'measures the others, and says in report and exit code whether it may pass: <Fault>' -ForEach @(
            @{ Fault = '1:access-denied'; ExitCode = 3; Id = 'AccessDenied' }
            @{ Fault = '1:throttle'; ExitCode = 75; Id = 'Throttled' }
            @{ Fault = '1:key-denied'; ExitCode = 3; Id = 'KmsAccessDenied' }
        ) {
            $server = Start-LocalEbsServer $script:described -Fault $Fault
            try {
                $run = Export-Report $Id '-RetryTimeout', '0', '-AlertPercent', '10'
            } finally {
                Stop-LocalEbsServer $server
            }

            $run.ExitCode | Should -Be $ExitCode
            (Get-Report $Id).Outcome | Should -Be $Id, 'Measured', 'Measured', 'OnlySnapshot'
            (Get-Report $Id)[0].Message | Should -Match '^\w+: snap-a2 -> snap-a3|^Throttled: '
            $run.Output[0] | Should -BeLike "WARNING: vol-a: ${Id}: *"
        }

        It 'is run again for the failed ones alone' {
            $server = Start-LocalEbsServer $script:described -Fault '2:throttle'
            try {
                (Export-Report again '-RetryTimeout', '0').ExitCode | Should -Be 75
            } finally {
                Stop-LocalEbsServer $server
            }
            # Whatever else it asked for would not be found here.
            $server = Start-LocalEbsServer 'snap-b1=synthetic:8GiB', 'snap-b2=snap-b1,changed=0-1638'
            try {
                $run = Export-Report again '-RetryTimeout', '0', '-AlertBytes', '5000000'
            } finally {
                Stop-LocalEbsServer $server
            }

            $run.ExitCode | Should -Be 2
            $run.Output.Where{ $_ -match '^WARNING' } | Should -HaveCount 2
            (Get-Report again).SecondSnapshotId | Should -Be 'snap-a3', 'snap-c2', 'snap-b2', 'snap-d1'
            (Get-Report again).Outcome | Should -Be 'Measured', 'Measured', 'Measured', 'OnlySnapshot'
        }

        It 'ends at once, with 1, where nothing can be listed' {
            $run = Invoke-Runbook Export-EbsChangeReport.ps1 '-OutputFolder', "$TestDrive/keys", '-SnapshotPath', $script:list, '-ProfileName', 'nobody', '-Region', 'eu-west-1'

            $run.ExitCode | Should -Be 1
            $run.Output | Should -BeLike 'ProfileUnusable: There is no AWS profile named ''nobody''*'
        }
    }

    It 'goes on after it was killed, and after a row that was cut off' {
        $server = Start-LocalEbsServer $script:described -Fault '2:stall'
        try {
            $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
            $start.RedirectStandardOutput = $true
            '-NoProfile', '-File', "$runbooks/Export-EbsChangeReport.ps1", '-OutputFolder', "$TestDrive/killed", '-SnapshotPath', $script:list, '-Date', '2026-01-08' |
                ForEach-Object { $start.ArgumentList.Add($_) }
            $process = [System.Diagnostics.Process]::Start($start)
            $process.StandardOutput.ReadLine() | Should -BeLike 'vol-a: Measured *'
            $process.Kill()
            $process.WaitForExit()
        } finally {
            Stop-LocalEbsServer $server
        }
        Add-Content -LiteralPath $TestDrive/killed/2026-01-08/changes.csv '"vol-b","snap-b1","snap-b2","2026-01-06T02:00:00Z","85899' -NoNewline

        $server = Start-LocalEbsServer $script:described.Where{ $_ -notlike 'snap-a*' }
        try {
            (Export-Report killed).ExitCode | Should -Be 0
        } finally {
            Stop-LocalEbsServer $server
        }

        (Get-Report killed).SecondSnapshotId | Should -Be 'snap-a3', 'snap-b2', 'snap-c2', 'snap-d1'
        (Get-Report killed).Outcome | Should -Be 'Measured', 'Measured', 'Measured', 'OnlySnapshot'
    }
}
