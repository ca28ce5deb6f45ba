Describe 'Stopping early' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Requests.ps1
        $script:log = Join-Path $TestDrive requests.log
        # A listing of the first pair to its end would take minutes.
        $script:server = Start-LocalEbsServer @(
            'snap-a=synthetic:1TiB'
            'snap-b=snap-a,changed=all'
            'snap-c=synthetic:64GiB'
            'snap-d=snap-c,changed=all'
            'snap-e=snap-d,changed=0-4'
        ) -ArgumentList '--latency', '20ms' -LogPath $script:log

        # What the server is still asked. By the second of the test's own requests, whatever was in flight has come to its end: from there to the last, nothing may come.
        function Get-AskedLate {
            $marks = (1..4).ForEach{ Send-Marker }
            [string[]] $lines = @(Get-Content -LiteralPath $script:log)
            $lines[[array]::IndexOf($lines, $marks[1])..[array]::IndexOf($lines, $marks[-1])] -like '* GET /snapshots/*'
        }
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'ends <Line> with Select-Object -First <Count>, without an error' -ForEach @(
        @{ Line = 'Get-EbsChangedBlock snap-a snap-b -MaxResult 100'; Count = 3 }
        @{ Line = 'Get-EbsChangedBlock snap-a snap-b -MaxResult 100'; Count = 250 }
        @{ Line = 'Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -AsPage'; Count = 2 }
        @{ Line = 'Get-EbsChangedBlock snap-c snap-d -AsExtent'; Count = 1 }
    ) {
        $taken = . ([scriptblock]::Create("$Line -ErrorVariable failed | Select-Object -First $Count"))

        $taken | Should -HaveCount $Count
        $failed | Should -BeNullOrEmpty
        Get-AskedLate | Should -BeNullOrEmpty
    }

    It 'leaves the next command as it is' {
        (Get-EbsChangedBlock snap-a snap-b -MaxResult 100 | Select-Object -First 3).BlockIndex | Should -Be 0, 1, 2
        (Get-EbsChangedBlock snap-d snap-e).BlockIndex | Should -Be (0..4)
    }

    It 'ends with break' {
        foreach ($number in 1..2) {
            Get-EbsChangedBlock snap-a snap-b -MaxResult 100 | ForEach-Object { $script:last = $_.BlockIndex; break }
        }

        $script:last | Should -Be 0
        $number | Should -Be 1
        Get-AskedLate | Should -BeNullOrEmpty
    }

    It 'ends when a later command throws, with its error alone' {
        $told = try {
            & { Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ErrorAction Continue | ForEach-Object { throw 'mine' } } 2>&1
        } catch {
            "$_"
        }

        $told | Should -Be 'mine'
        Get-AskedLate | Should -BeNullOrEmpty
    }

    It 'ends when its job is stopped' {
        $job = Start-ThreadJob { Get-EbsChangedBlock snap-a snap-b -MaxResult 100 }
        while ($job.State -eq 'NotStarted' -or ($job.State -eq 'Running' -and -not $job.Output.Count)) {
            Start-Sleep -Milliseconds 20
        }

        Stop-Job $job

        $job.State | Should -Be 'Stopped'
        Remove-Job $job
        Get-AskedLate | Should -BeNullOrEmpty
    }
}
