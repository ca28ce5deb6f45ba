Describe 'LocalEbs in tests' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
    }

    It 'serves image files' {
        New-LocalEbsImage TestDrive:/before.img @{ 0 = 1; 1 = 1; 2 = 1 }
        New-LocalEbsImage TestDrive:/after.img @{ 0 = 1; 1 = 2; 7 = 1 }
        Push-Location -LiteralPath TestDrive:/
        $server = Start-LocalEbsServer 'snap-a=before.img', 'snap-b=after.img'
        Pop-Location
        try {
            Get-EbsChangedBlock snap-a snap-b | ForEach-Object { "$_" } | Should -Be '1 Modified', '2 Removed', '7 Added'
        } finally {
            Stop-LocalEbsServer $server
        }
    }

    It 'points the environment at itself, and puts it back' {
        $before = $env:AWS_ENDPOINT_URL_EBS
        $env:AWS_PROFILE = 'mine'
        $server = Start-LocalEbsServer 'snap-a=synthetic:1GiB'

        $env:AWS_ENDPOINT_URL_EBS | Should -Match '^http://127\.0\.0\.1:\d+$'
        $env:AWS_PROFILE | Should -BeNullOrEmpty

        Stop-LocalEbsServer $server
        $env:AWS_ENDPOINT_URL_EBS | Should -Be $before
        $env:AWS_PROFILE | Should -Be 'mine'
        Remove-Item Env:/AWS_PROFILE
    }

    It 'prints what PowerShell and a shell take' {
        $program = Join-Path (Get-Module LocalEbs).ModuleBase LocalEbs.dll
        $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', [string[]] @($program, '--port', '0', '--snapshot', 'snap-a=synthetic:1GiB'))
        $start.RedirectStandardOutput = $true
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $lines = @(do { ($line = $process.StandardOutput.ReadLine()) } while ($line -notlike 'Ctrl+C *'))
        } finally {
            $process.Kill()
        }

        $url = $lines[0] -replace '^Listening on '
        $set = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command (@($lines -match '^  \$env:') + '$env:AWS_ENDPOINT_URL_EBS, $env:AWS_REGION, $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY' -join "`n")
        $set | Should -Be $url, 'us-east-1', 'AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
        if (Get-Command sh -ErrorAction Ignore) {
            $set = & sh -c (@($lines -match '^  export ') + 'printf "%s\n" "$AWS_ENDPOINT_URL_EBS" "$AWS_REGION" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY"' -join "`n")
            $set | Should -Be $url, 'us-east-1', 'AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
        }
    }

    It 'takes a free port each time' {
        $servers = 1..2 | ForEach-Object { Start-LocalEbsServer 'snap-a=synthetic:1GiB' }

        $servers[0].EndpointUrl | Should -Not -Be $servers[1].EndpointUrl
        $servers[1], $servers[0] | Stop-LocalEbsServer
    }

    It 'takes the port that it is given, unless somebody has it' {
        $server = Start-LocalEbsServer 'snap-a=synthetic:1GiB'
        $port = $server.EndpointUrl.Port
        try {
            { Start-LocalEbsServer 'snap-a=synthetic:1GiB' -Port $port } | Should -Throw "LocalEbs did not start: Port $port on 127.0.0.1 is in use*"
        } finally {
            Stop-LocalEbsServer $server
        }

        $server = Start-LocalEbsServer 'snap-a=synthetic:1GiB' -Port $port
        $server.EndpointUrl.Port | Should -Be $port
        Stop-LocalEbsServer $server
    }

    It 'says why it could not start' {
        { Start-LocalEbsServer 'snap-a=nowhere.img' } | Should -Throw "LocalEbs did not start: There is no image file 'nowhere.img'."
    }

    It 'takes other keys than the example ones' {
        $server = Start-LocalEbsServer 'snap-a=synthetic:1GiB', 'snap-b=snap-a,changed=7' -ArgumentList '--secret-key', 'another', '--session-token', 'with/it='
        try {
            (Get-EbsChangedBlock snap-a snap-b).BlockIndex | Should -Be 7
            { Get-EbsChangedBlock snap-a snap-b -AccessKey AKIAIOSFODNN7EXAMPLE -SecretKey other -ErrorAction Stop } | Should -Throw -ErrorId 'CredentialsInvalid*'
        } finally {
            Stop-LocalEbsServer $server
        }
    }

    It 'goes on however much it has to log' {
        $server = Start-LocalEbsServer 'snap-a=synthetic:1TiB', 'snap-b=snap-a,changed=0-99' -ArgumentList '--log'
        try {
            # 1,000 lines, more than a pipe holds.
            $pages = Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -AsPage -RequestsPerSecond 10000 | Select-Object -First 1000

            $pages | Should -HaveCount 1000
        } finally {
            Stop-LocalEbsServer $server
        }
    }

    It 'has nothing to stop where it did not start' {
        { Stop-LocalEbsServer $null } | Should -Not -Throw
    }

    It 'only says what it would do with -WhatIf' {
        Start-LocalEbsServer 'snap-a=synthetic:1GiB' -WhatIf | Should -BeNullOrEmpty
    }
}
