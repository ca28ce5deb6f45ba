Describe 'The page of Export-EbsChangeReport' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $runbooks/RunbookFunctions.ps1
        . $runbooks/ReportPage.ps1
        $script:folder = "$TestDrive/reports of [all]"
        $script:hostileVolume = "vol-<img src=x onerror=alert(1)>$([char] 0x202E)$([char] 27)[31m"
        $script:hostileProfile = '<script>alert(1)</script> & "it''s"'
        $script:list = "$TestDrive/snapshots.csv"
        $given = @(
            'SnapshotId,VolumeId,StartTime,Region,ProfileName'
            'snap-a2,vol-a,2026-01-06T02:00:00Z,eu-central-1,prod'
            'snap-a3,vol-a,2026-01-07T02:00:00Z,eu-central-1,prod'
            'snap-b1,vol-b,2026-01-06T02:00:00Z,eu-central-1,prod'
            'snap-c1,vol-c,2026-01-06T02:00:00Z,us-east-1,prod'
            'snap-c2,vol-c,2026-01-07T02:00:00Z,us-east-1,prod'
            'snap-d1,,2026-01-06T02:00:00Z,us-east-1,'
            'snap-d2,,2026-01-07T02:00:00Z,us-east-1,'
        ) | ConvertFrom-Csv
        foreach ($one in $given.Where{ -not $_.VolumeId }) { $one.VolumeId, $one.ProfileName = $script:hostileVolume, $script:hostileProfile }
        $given | Export-Csv -LiteralPath $script:list
        $script:before = Export-SnapshotList $TestDrive/before.csv 'snap-a1,vol-a,2026-01-05T02:00:00Z', 'snap-a2,vol-a,2026-01-06T02:00:00Z'

        $good = Start-LocalEbsServer 'snap-a1=synthetic:8GiB,written=0-999', 'snap-a2=snap-a1,changed=0-99', 'snap-a3=snap-a2,changed=0-9+500,added=1000,removed=20', 'snap-c1=synthetic:8GiB', 'snap-c2=snap-c1,changed=0-1638'
        $refusing = Start-LocalEbsServer 'snap-d1=synthetic:1GiB', 'snap-d2=snap-d1,changed=1' -Fault 'all:access-denied'
        try {
            Set-Content -LiteralPath $TestDrive/profiles ((Get-ProfileLine prod $good.EndpointUrl) + (Get-ProfileLine $script:hostileProfile $refusing.EndpointUrl))
            $PSDefaultParameterValues['*-Ebs*:ProfileLocation'] = "$TestDrive/profiles"
            Remove-Item Env:AWS_ENDPOINT_URL_EBS
            $null = & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder $script:folder -Date 2026-01-07 -SnapshotPath $script:before -Region eu-central-1 -ProfileName prod
            $null = & $runbooks/Export-EbsChangeReport.ps1 -OutputFolder $script:folder -Date 2026-01-08 -SnapshotPath $script:list -AlertPercent 9.5 -AlertBytes 1GB -WarningAction SilentlyContinue
            $LASTEXITCODE | Should -Be 3
        } finally {
            $PSDefaultParameterValues.Remove('*-Ebs*:ProfileLocation')
            Stop-LocalEbsServer $refusing
            Stop-LocalEbsServer $good
        }

        $script:path = "$script:folder/2026-01-08/report.html"
        $script:html = [System.IO.File]::ReadAllText($script:path)
        $script:page = [xml] $script:html
        $script:rows = Import-Csv -LiteralPath $script:folder/2026-01-08/changes.csv

        function Select-Text([string] $XPath, [System.Xml.XmlNode] $Node = $script:page) {
            $Node.SelectNodes($XPath).ForEach{ $_.InnerText }
        }

        # Of what was measured for a volume, by the bytes that the page has for programs.
        function Get-Section([string] $Volume) {
            $script:page.SelectNodes('//section[@id]').Where{ $_.SelectSingleNode('h4').InnerText -eq $Volume }[0]
        }
    }

    It 'is a document with a language, a title, and headings in their order' {
        $script:page.DocumentElement.lang | Should -Be 'en'
        Select-Text '/html/head/title' | Should -Be 'EBS changes, 2026-01-08: 1 above the threshold, 1 failed'
        $levels = $script:page.SelectNodes('//h1 | //h2 | //h3 | //h4').ForEach{ [int] $_.LocalName.Substring(1) }
        $levels[0] | Should -Be 1
        $levels.Where{ $_ -eq 1 } | Should -HaveCount 1
        for ($at = 1; $at -lt $levels.Count; $at++) { $levels[$at] - $levels[$at - 1] | Should -BeLessOrEqual 1 }
        Select-Text '//h2' | Should -Be 'Needs attention', 'Totals', 'Largest changes', 'Volumes'
        $script:page.SelectNodes('//th[not(@scope)]') | Should -BeNullOrEmpty
        $script:page.SelectNodes('//svg[not(@aria-label) and not(@aria-hidden)]') | Should -BeNullOrEmpty
    }

    It 'needs nothing else, and its links lead to its own sections' {
        $script:html | Should -Not -Match '(?i)https?:|url\(|@import|javascript:|<script'
        $script:page.SelectNodes('//@src | //link | //script | //iframe | //object | //@*[starts-with(name(), "on")]') | Should -BeNullOrEmpty
        $ids = $script:page.SelectNodes('//@id').ForEach{ $_.Value }
        $ids | Should -Be 'v1', 'v2', 'v3', 'v4'
        $script:page.SelectNodes('//@href').ForEach{ $_.Value } | Sort-Object -Unique | Should -Be '#v1', '#v2', '#v4'
    }

    It 'shows names from outside as they are, but for what would steer it' {
        $shown = "vol-<img src=x onerror=alert(1)>$([char] 0xFFFD)$([char] 0xFFFD)[31m"

        Select-Text '//h4' | Should -Contain $shown
        Select-Text '//section[1]//a' | Should -Contain $shown
        Select-Text '//h3' | Should -Contain "us-east-1, profile $script:hostileProfile"
        $script:html | Should -Not -Match '[\p{Cf}\x00-\x09\x0B-\x1F]'
    }

    It 'says first what is above a threshold, and what failed and what to do about it' {
        $attention = $script:page.SelectSingleNode('//section[h2 = "Needs attention"]')

        Select-Text 'h3' $attention | Should -Be 'Above the threshold of 9.5 % or 1 GiB: 1 volume', 'Failed with AccessDenied: 1'
        Select-Text './/tbody//a' $attention | Should -Be 'vol-c'
        $failed = $script:rows.Where{ $_.Outcome -eq 'AccessDenied' }
        Select-Text 'p' $attention | Should -Be "What to do: $($failed.Advice)"
        Select-Text 'ul/li' $attention | Should -BeLike '*snap-d1 -> snap-d2: You do not have permission*'
        $script:page.SelectSingleNode('//h1/following-sibling::p').InnerText |
            Should -Be 'Compared: the two latest snapshots of 4 volumes. 2 measured, 1 failed, 1 with one snapshot only; 1 above the threshold.'

        $other = [xml] [System.IO.File]::ReadAllText("$script:folder/2026-01-07/report.html")
        Select-Text '//section[h2 = "Needs attention"]/p' $other | Should -Be 'Nothing failed.'
    }

    It 'has the figures of the CSV for each volume, and sums that are theirs' {
        foreach ($row in $script:rows.Where{ $_.Outcome -eq 'Measured' }) {
            $data = (Get-Section $row.VolumeId).SelectNodes('p[1]//data').ForEach{ $_.value }
            $data | Should -Be $row.ChangedBytes, $row.AddedBytes, $row.ModifiedBytes, $row.RemovedBytes
        }
        Select-Text 'p' (Get-Section 'vol-a') | Should -Be "snap-a2 $([char] 0x2192) snap-a3, 2026-01-07 02:00 UTC: 6.5 MiB changed (0.08 %), of it 512 KiB added, 5.5 MiB modified, 512 KiB removed."
        Select-Text 'p' (Get-Section 'vol-b') | Should -Be 'snap-b1 is its only snapshot yet: there is nothing to compare it with.'

        $totals = $script:page.SelectSingleNode('//section[h2 = "Totals"]//table')
        Select-Text 'tbody/tr/th' $totals | Should -Be "us-east-1, profile $script:hostileProfile", 'eu-central-1, profile prod', 'us-east-1, profile prod'
        Select-Text 'tbody/tr/td[1]' $totals | Should -Be 1, 2, 1
        Select-Text 'tbody/tr/td[2]' $totals | Should -Be 1, 0, 0
        $bytes = $totals.SelectNodes('tbody/tr/td[3]/data').ForEach{ [long] $_.value }
        $bytes | Should -Be 0, (13 * 512KB), (1639 * 512KB)
        $totals.SelectSingleNode('tfoot//td[3]/data').value | Should -Be "$(13 * 512KB + 1639 * 512KB)"
        $price = [decimal] 0
        foreach ($row in $script:rows.Where{ $_.EstimatedListingPrice }) { $price += [decimal] $row.EstimatedListingPrice }
        [decimal] $totals.SelectSingleNode('tfoot//td[4]/data').value | Should -Be $price
        Select-Text 'tfoot//td[1]' $totals | Should -Be 4

        Select-Text '//section[h2 = "Largest changes"]//a' | Should -Be 'vol-c', 'vol-a'
        $shares = $script:page.SelectNodes('//section[h2 = "Largest changes"]//rect[not(@class)]').ForEach{ [double] $_.width }
        $shares | Should -Be 100, ([Math]::Round(100 * 13 / 1639, 2))
    }

    It 'draws each map as its digits have it' {
        foreach ($row in $script:rows.Where{ $_.Outcome -eq 'Measured' }) {
            $digits = [char[]] ('0' * $row.DensityMap.Length)
            $drawn = (Get-Section $row.VolumeId).SelectSingleNode('.//svg[@class="map"]/path').d
            foreach ($box in [regex]::Matches($drawn, 'M(\d+) (\d)h(\d+)v(\d)h-(\d+)z')) {
                $left, $top, $width, $height, $back = $box.Groups.Where{ $_.Name -ne '0' }.ForEach{ [int] $_.Value }
                $top + $height | Should -Be 8
                $back | Should -Be $width
                foreach ($at in $left..($left + $width - 1)) { $digits[$at] = "$height" }
            }
            -join $digits | Should -Be $row.DensityMap
            $row.DensityMap | Should -Match '[1-8]'
            Select-Text './/div[@class="scale"]/span' (Get-Section $row.VolumeId) | Should -Be '0', '8 GiB'
        }
    }

    It 'has a bar for each report that a volume was measured in' {
        $days = (Get-Section 'vol-a').SelectSingleNode('.//svg[@class="days"]')

        $days.'aria-label' | Should -Be '2026-01-07 50 MiB, 2026-01-08 6.5 MiB'
        Select-Text 'rect/title' $days | Should -Be '2026-01-07: 50 MiB', '2026-01-08: 6.5 MiB'
        $days.SelectNodes('rect[title]').ForEach{ [double] $_.height } | Should -Be 48, 6.24
        (Get-Section 'vol-c').SelectNodes('.//rect[title]').ForEach{ [int] $_.x } | Should -Be 18
    }

    It 'is the same in every culture, here <_>' -ForEach 'de-DE', 'th-TH', 'ar-SA', 'tr-TR' {
        $alerts = $script:rows.Where{ $_.VolumeId -eq 'vol-c' }
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $page = Get-ReportPage '2026-01-08' $script:rows $alerts @() (Get-ReportHistory (Convert-Path -LiteralPath $script:folder/2026-01-08)) 9.5 1GB
        } finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        $page | Should -BeExactly $script:html
    }

    It 'has colours with the contrast that WCAG asks for, by day and by night' {
        function Get-Luminance([string] $Colour) {
            $parts = [System.Convert]::FromHexString($Colour.Substring(1)).ForEach{ $share = $_ / 255; $share -le 0.04045 ? $share / 12.92 : [Math]::Pow(($share + 0.055) / 1.055, 2.4) }
            0.2126 * $parts[0] + 0.7152 * $parts[1] + 0.0722 * $parts[2]
        }
        function Get-Contrast([string] $One, [string] $Other) {
            $dark, $light = (Get-Luminance $One), (Get-Luminance $Other) | Sort-Object
            ($light + 0.05) / ($dark + 0.05)
        }

        $themes = [regex]::Matches($script:html, ':root \{(.*?)\}')
        $themes | Should -HaveCount 2
        foreach ($theme in $themes) {
            $colour = @{}
            foreach ($one in [regex]::Matches($theme.Value, '--(\w+): (#\w{6})')) { $colour[$one.Groups[1].Value] = $one.Groups[2].Value }
            foreach ($name in 'text', 'muted', 'link', 'bad') { Get-Contrast $colour[$name] $colour.back | Should -BeGreaterOrEqual 4.5 -Because "$name stands on it" }
            foreach ($name in 'back', 'track') { Get-Contrast $colour.bar $colour[$name] | Should -BeGreaterOrEqual 3 -Because "bars stand on $name" }
        }
    }

    Context 'in Chromium' {
        BeforeDiscovery {
            $script:browsers = @(
                @{ Width = 1200; Scheme = 1; Name = 'light'; Back = 'rgb(255, 255, 255)' }
                @{ Width = 400; Scheme = 0; Name = 'dark'; Back = 'rgb(20, 23, 26)' }
            )
        }

        BeforeAll {
            $script:chromium = Get-Command chromium, chromium-browser, google-chrome -CommandType Application -ErrorAction Ignore | Select-Object -First 1
        }

        It 'shows all of it on a screen of <Width> pixels, <Name>' -ForEach $script:browsers {
            if (-not $script:chromium) {
                Set-ItResult -Skipped -Because 'Chromium is not installed'
                return
            }
            # A page around it measures, since it may run no script itself.
            $probe = "$TestDrive/probe.html"
            Set-Content -LiteralPath $probe @"
<!DOCTYPE html><meta charset="utf-8"><iframe src="$([uri]::new((Convert-Path -LiteralPath $script:path)).AbsoluteUri.Replace('[', '%5B').Replace(']', '%5D'))" style="border:0;width:${Width}px;height:900px"></iframe><pre></pre>
<script>
onload = () => {
    const page = document.querySelector('iframe').contentDocument, view = page.defaultView;
    const box = one => one.getBoundingClientRect();
    document.querySelector('pre').textContent = btoa(encodeURIComponent(JSON.stringify({
        title: page.title,
        text: page.body.innerText,
        tooWide: page.documentElement.scrollWidth - page.documentElement.clientWidth,
        hidden: [...page.querySelectorAll('p, li, th, td, h1, h2, h3, h4, figcaption')].filter(one => one.textContent && !box(one).height).length,
        back: view.getComputedStyle(page.body).backgroundColor,
        maps: [...page.querySelectorAll('.map')].map(one => box(one).width),
        changes: [...page.querySelectorAll('.map path')].map(one => box(one).height),
        days: [...page.querySelectorAll('.days rect + rect')].map(one => box(one).height),
        elements: page.querySelectorAll('script, img').length
    })));
};
</script>
"@
            $dom = & $script:chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update '--host-resolver-rules=MAP * ~NOTFOUND' `
                --allow-file-access-from-files "--user-data-dir=$TestDrive/chromium" "--blink-settings=preferredColorScheme=$Scheme" --dump-dom ([uri]::new((Convert-Path -LiteralPath $probe)).AbsoluteUri) 2>$null
            "$dom" -match '<pre>([\w+/=]+)</pre>' | Should -BeTrue
            $seen = [uri]::UnescapeDataString([System.Text.Encoding]::ASCII.GetString([System.Convert]::FromBase64String($Matches[1]))) | ConvertFrom-Json

            $seen.title | Should -Be 'EBS changes, 2026-01-08: 1 above the threshold, 1 failed'
            foreach ($text in 'What to do:', 'vol-<img src=x onerror=alert(1)>', '819.5 MiB', '2026-01-07 02:00 UTC', "profile $script:hostileProfile") {
                $seen.text.Contains($text) | Should -BeTrue -Because "'$text' is to be read"
            }
            $seen.elements | Should -Be 0
            $seen.tooWide | Should -Be 0
            $seen.hidden | Should -Be 0
            $seen.back | Should -Be $Back
            $seen.maps | Should -HaveCount 2
            $seen.maps | ForEach-Object { $_ | Should -BeGreaterThan 300 }
            $seen.changes | ForEach-Object { $_ | Should -BeGreaterThan 3 }
            $seen.days | ForEach-Object { $_ | Should -BeGreaterThan 0.9 }
        }
    }
}
