BeforeDiscovery {
    $page = (Get-Content -LiteralPath (Join-Path $PSScriptRoot ../../../docs/runbooks/README.md) -Raw).ReplaceLineEndings("`n")
    $script:shown = [regex]::Matches($page, '(?ms)^```powershell\n(?<code>.*?)\n```\n\n```output\n(?<output>.*?)\n```\n\nExit code (?<exit>\d+)').ForEach{
        @{ Code = $_.Groups['code'].Value; Output = $_.Groups['output'].Value; ExitCode = [int] $_.Groups['exit'].Value; Script = $_.Groups['code'].Value -replace '(?s).*\./(\S+).*', '$1' }
    }
}

Describe 'The page of the runbooks' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/../Shown.ps1
        . $exampleFiles/Get-EC2Snapshot.ps1
        $script:server = Start-LocalEbsServer (Get-Content -LiteralPath $exampleFiles/snapshots.txt)
        $script:display = Enter-Display
        Push-Location -LiteralPath TestDrive:/
    }

    AfterAll {
        Pop-Location
        Exit-Display $script:display
        Stop-LocalEbsServer $script:server
    }

    It 'shows what <Script> says' -ForEach $script:shown {
        $code = [scriptblock]::Create(($Code -replace '\./(\S+)', "& '$runbooks/`$1'"))

        # Streams interleave differently on a console than here, so the lines are compared in any order.
        $said = & $code 3>&1 6>&1 | ForEach-Object { $_ -is [System.Management.Automation.WarningRecord] ? "WARNING: $_" : $_ }
        $lines = ($said.Where{ $_ -isnot [System.Management.Automation.InformationRecord] } | Out-String -Width 160) + ($said.Where{ $_ -is [System.Management.Automation.InformationRecord] } | Out-String -Width 160)

        $LASTEXITCODE | Should -Be $ExitCode
        ($lines -split '\r?\n').Trim().Where{ $_ } -replace '^.*reports.\d{4}-\d\d-\d\d.', 'reports/2026-01-09/' | Sort-Object |
            Should -Be ($Output.Split("`n").Trim().Where{ $_ } | Sort-Object)
    }

    It 'names each script that is there' {
        $page = Get-Content -LiteralPath $runbooks/README.md -Raw

        (Get-ChildItem -LiteralPath $runbooks -Filter *.ps1).Name.Where{ -not $page.Contains("[$_]") } | Should -BeNullOrEmpty
    }
}
