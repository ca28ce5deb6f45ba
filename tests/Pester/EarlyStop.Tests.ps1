Describe 'Stopping early' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        # A listing to its end would take minutes.
        $script:server = Start-LocalEbsServer 'snap-a=synthetic:1TiB', 'snap-b=snap-a,changed=all' -ArgumentList '--latency', '20ms'
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'ends with Select-Object -First, without an error' {
        $blocks = Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ErrorVariable failed | Select-Object -First 3

        $blocks.BlockIndex | Should -Be 0, 1, 2
        $failed | Should -BeNullOrEmpty
    }

    It 'ends with break' {
        foreach ($number in 1..2) {
            Get-EbsChangedBlock snap-a snap-b -MaxResult 100 | ForEach-Object { $script:last = $_.BlockIndex; break }
        }

        $script:last | Should -Be 0
        $number | Should -Be 1
    }

    It 'ends when a later command throws, with its error alone' {
        { Get-EbsChangedBlock snap-a snap-b -MaxResult 100 | ForEach-Object { throw 'mine' } } | Should -Throw 'mine'
    }

    It 'ends when its job is stopped' {
        $job = Start-ThreadJob { Get-EbsChangedBlock snap-a snap-b -MaxResult 100 }
        while ($job.State -eq 'NotStarted' -or ($job.State -eq 'Running' -and -not $job.Output.Count)) {
            Start-Sleep -Milliseconds 20
        }

        Stop-Job $job

        $job.State | Should -Be 'Stopped'
        Remove-Job $job
    }
}
