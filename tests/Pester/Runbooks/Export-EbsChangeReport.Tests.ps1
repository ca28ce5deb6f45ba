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
            Import-Csv "$TestDrive/$Folder/2026-01-08/changes.csv"
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
            (Get-ChildItem $TestDrive/all/2026-01-08/*.svg).BaseName | Should -Be 'snap-a3', 'snap-b2', 'snap-c2'
            ([xml] (Get-Content $TestDrive/all/2026-01-08/snap-b2.svg -Raw)).DocumentElement.Name | Should -Be 'svg'
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
            @{ Snapshots = @(Import-Csv $script:list | Where-Object VolumeId -EQ vol-c) } | ConvertTo-Json -Depth 3 | Set-Content TestDrive:/snapshots.json

            Import-Csv $script:list | Where-Object VolumeId -EQ vol-a | & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder TestDrive:/piped -Date 2026-01-08 | Should -HaveCount 2
            & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder TestDrive:/json -SnapshotPath TestDrive:/snapshots.json -Date 2026-01-08 | Should -HaveCount 2

            (Get-Report piped).SecondSnapshotId | Should -Be 'snap-a3'
            (Get-Report json).SecondSnapshotId | Should -Be 'snap-c2'
        }

        It 'reports nothing where nothing is piped in, rather than all that the account has' {
            @() | & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder TestDrive:/nothing -Date 2026-01-08 | Should -BeLike '*: 0 done, 0 failed, 0 above the threshold'
            $LASTEXITCODE | Should -Be 0
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
            $start = [System.Diagnostics.ProcessStartInfo]::new([System.Environment]::ProcessPath)
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
        Add-Content $TestDrive/killed/2026-01-08/changes.csv '"vol-b","snap-b1","snap-b2","2026-01-06T02:00:00Z","85899' -NoNewline

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
