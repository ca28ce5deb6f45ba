BeforeDiscovery {
    $docs = Join-Path (Split-Path (Split-Path $PSScriptRoot)) docs en-US
    $script:examples = foreach ($page in Get-ChildItem -LiteralPath $docs -Filter '*-*.md') {
        $text = (Get-Content -LiteralPath $page -Raw).ReplaceLineEndings("`n")
        foreach ($example in [regex]::Matches($text, '(?ms)^### (?<title>Example \d+: [^\n]+)\n(?<body>.*?)(?=^###? )')) {
            @{
                Title  = "$($page.BaseName), $($example.Groups['title'].Value)"
                Code   = [regex]::Match($example.Groups['body'].Value, '(?ms)^```powershell\n(.*?)\n```$').Groups[1].Value
                Output = [regex]::Match($example.Groups['body'].Value, '(?ms)^```output\n(.*?)\n```$').Groups[1].Value
            }
        }
    }
}

Describe 'The examples of the help' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Shown.ps1
        . $exampleFiles/Get-EC2Snapshot.ps1
        Copy-Item -LiteralPath $exampleFiles/pairs.csv, $exampleFiles/images.csv TestDrive:/
        $script:server = Start-LocalEbsServer (Get-Content -LiteralPath $exampleFiles/snapshots.txt)
        $script:display = Enter-Display
        Push-Location -LiteralPath TestDrive:/
    }

    AfterAll {
        Pop-Location
        Exit-Display $script:display
        Stop-LocalEbsServer $script:server
    }

    It '<Title>' -ForEach $script:examples {
        $shown = & ([scriptblock]::Create($Code)) 2>&1 | Out-String -Width 80

        Format-Shown $shown | Should -BeExactly (Format-Shown $Output)
    }
}
