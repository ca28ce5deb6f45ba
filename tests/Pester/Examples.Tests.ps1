BeforeDiscovery {
    $docs = Join-Path (Split-Path (Split-Path $PSScriptRoot)) docs en-US
    $script:examples = foreach ($page in Get-ChildItem $docs -Filter '*-*.md') {
        $text = (Get-Content $page -Raw).ReplaceLineEndings("`n")
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
        . $exampleFiles/Get-EC2Snapshot.ps1
        Copy-Item $exampleFiles/pairs.csv TestDrive:/
        $script:server = Start-LocalEbsServer (Get-Content $exampleFiles/snapshots.txt)
        $script:culture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
        $script:rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
        Push-Location TestDrive:/

        # Without what differs from run to run or from screen to screen: times, and the characters of a map.
        function Format-Shown([string] $Text) {
            $blocks = [char[]] (0x2581..0x2588)
            $Text = $Text.ReplaceLineEndings("`n") -replace '\bin \d+\.\d s,', 'in a while,'
            foreach ($at in 0..7) {
                $Text = $Text.Replace($blocks[$at], '.:-=+*#@'[$at])
            }
            ($Text.Split("`n").TrimEnd() -join "`n").Trim("`n")
        }
    }

    AfterAll {
        Pop-Location
        $PSStyle.OutputRendering = $script:rendering
        [cultureinfo]::CurrentCulture = $script:culture
        Stop-LocalEbsServer $script:server
    }

    It '<Title>' -ForEach $script:examples {
        $shown = & ([scriptblock]::Create($Code)) 2>&1 | Out-String -Width 80

        Format-Shown $shown | Should -Be (Format-Shown $Output)
    }
}
