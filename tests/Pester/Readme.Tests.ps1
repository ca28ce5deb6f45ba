BeforeDiscovery {
    $readme = (Get-Content (Join-Path (Split-Path (Split-Path $PSScriptRoot)) README.md) -Raw).ReplaceLineEndings("`n")
    $script:scripts = [regex]::Matches($readme, '(?ms)^```powershell\n(.*?)\n```$').ForEach{
        @{ Code = $_.Groups[1].Value; Begin = $_.Groups[1].Value.Split("`n")[0] }
    }
}

Describe 'The scripts of the README' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $exampleFiles/Get-EC2Snapshot.ps1
        $script:server = Start-LocalEbsServer (Get-Content $exampleFiles/snapshots.txt)
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'run: <Begin>' -ForEach $script:scripts {
        if ($Code -match 'Install-(PSResource|Module)') {
            Set-ItResult -Skipped -Because 'it installs from the PowerShell Gallery'
        }
        if ($Code -match 'Import-Module \./output') {
            Set-ItResult -Skipped -Because 'it imports what dotnet build leaves, as the .NET tests do'
        }
        Push-Location $root
        try {
            & ([scriptblock]::Create($Code)) 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        } finally {
            Pop-Location
        }
    }
}
