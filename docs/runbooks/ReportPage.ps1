#requires -Version 7.4
# The page of Export-EbsChangeReport.ps1, which dot-sources it: one HTML file that needs nothing else, well-formed as XML too, and alike in every culture. ConvertTo-Html makes no
# headings of rows, and numbers and times as the culture has them.

# Light, for paper too, and dark. Text has a contrast of 4.5 or more to what it stands on, bars of 3 (WCAG 2.2, AA).
$reportStyle = @'
:root { color-scheme: light dark; --back: #ffffff; --text: #1b1f24; --muted: #57606a; --link: #0a58a8; --bad: #b42318; --bar: #1f6fb5; --track: #eaeef2; --line: #ccd2d9 }
@media screen and (prefers-color-scheme: dark) {
    :root { --back: #14171a; --text: #e6e9ec; --muted: #a6afb8; --link: #7cb7f5; --bad: #ff9a90; --bar: #5fa8e8; --track: #2a2f35; --line: #3d444c }
}
body { margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.5em 0 .5em }
h1 { font-size: 1.75rem; margin-top: 0 }
h2 { font-size: 1.375rem; border-bottom: 1px solid var(--line) }
h3 { font-size: 1.125rem }
h4 { font-size: 1rem }
p, ul { margin: .5em 0 }
time { white-space: nowrap }
a { display: inline-block }
a { color: var(--link) }
.muted, figcaption, .scale { color: var(--muted); font-size: .875rem }
.bad { color: var(--bad); font-weight: 600 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal }
th, td { border-bottom: 1px solid var(--line); padding: .375rem .75rem .375rem 0; text-align: left; vertical-align: top }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
td.number { white-space: nowrap }
tbody th { font-weight: 400; overflow-wrap: anywhere }
tfoot th, tfoot td { font-weight: 600; border-bottom: 0 }
figure { margin: .5rem 0 1rem }
svg { display: block; max-width: 100% }
svg rect, svg path { fill: var(--bar) }
svg .track { fill: var(--track) }
.map { width: 100%; height: 2rem }
.share { width: 8rem; height: 1.5rem }
.scale { display: flex; justify-content: space-between }
section[id], tr, li { break-inside: avoid }
@media (max-width: 36rem) { body { padding: .75rem } table { font-size: .875rem } th, td { padding-right: .375rem } .share { width: 3rem } ul { padding-left: 1.25rem } }
@media print { body { max-width: none; padding: 0; font-size: 10pt } .wide { overflow: visible } a { color: inherit; text-decoration: none } h2, h3, h4 { break-after: avoid } }
'@

# What comes from outside, harmless to a page: its markup is text, and nothing in it breaks a line, turns the direction of what follows, or is no character of XML.
function ConvertTo-PageText([string] $Text) {
    $clean = $Text -replace '[\r\n\t]', ' ' -replace '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFE\uFFFF]', [string] [char] 0xFFFD
    [System.Net.WebUtility]::HtmlEncode($clean)
}

# For a person, and exact for a program.
function Format-Data([long] $Bytes) {
    "<data value='$Bytes'>$(Format-Size $Bytes)</data>"
}

function Format-Percent([string] $Percent) {
    $Percent ? "$([Math]::Round([double] $Percent, 2)) %" : ''
}

function Format-Count([long] $Count, [string] $One, [string] $Many) {
    "$Count $($Count -eq 1 ? $One : $Many)"
}

# What it says is beside it in text.
function Format-Share([double] $Share) {
    "<svg class='share' viewBox='0 0 100 1' preserveAspectRatio='none' aria-hidden='true'><rect class='track' width='100' height='1'/>" +
    "<rect width='$([Math]::Round(100 * $Share, 2))' height='1'/></svg>"
}

# Runs of one digit as boxes of that height, from 1 to 8.
function Format-Map([psobject] $Row) {
    $boxes = foreach ($run in [regex]::Matches($Row.DensityMap, '([1-8])\1*')) {
        $height = $run.Value[0] - [char] '0'
        "M$($run.Index) $(8 - $height)h$($run.Length)v${height}h-$($run.Length)z"
    }
    $width = [Math]::Max(1, $Row.DensityMap.Length)
    "<svg class='map' viewBox='0 0 $width 8' preserveAspectRatio='none' role='img' aria-label='Map of the changes'><rect class='track' width='$width' height='8'/>" +
    "<path d='$(-join $boxes)'/></svg>" + "<div class='scale'><span>0</span><span>$(Format-Data $Row.MapSize)</span></div>"
}

# A bar a report; none where the volume was not measured.
function Format-Day([psobject[]] $Measured, [string[]] $Day) {
    $bytes = @{}
    foreach ($one in $Measured) { $bytes[$one.Day] += $one.Bytes }
    $most = [long] ($bytes.Values | Measure-Object -Maximum).Maximum
    $said = foreach ($one in $Day.Where{ $bytes.ContainsKey($_) }) { "$one $(Format-Size $bytes[$one])" }
    $bars = for ($at = 0; $at -lt $Day.Count; $at++) {
        $amount = $bytes[$Day[$at]]
        if ($amount) {
            $height = [Math]::Max(1.0, [Math]::Round(48 * $amount / $most, 2))
            "<rect x='$(16 * $at + 2)' y='$(48 - $height)' width='12' height='$height'><title>$($Day[$at]): $(Format-Size $amount)</title></rect>"
        }
    }
    $width = 16 * $Day.Count
    $span = $Day.Count -eq 1 ? $Day[0] : "$($Day[0]) to $($Day[-1])"
    if (-not $most) { return "<p class='muted'>By report, ${span}: nothing changed</p>" }
    "<figure><svg class='days' width='$width' height='48' viewBox='0 0 $width 48' role='img' aria-label='$($said -join ', ')'><rect class='track' y='47' width='$width' height='1'/>" +
    "$(-join $bars)</svg><figcaption>By report, $span; at most $(Format-Data $most)</figcaption></figure>"
}

<#
.SYNOPSIS
    Gets what the last reports measured, this one among them: the days, and by volume what changed on which.
#>
function Get-ReportHistory([string] $Folder) {
    $today = [System.IO.Path]::GetFileName($Folder)
    $parent = [System.IO.Path]::GetDirectoryName($Folder)
    $days = [System.IO.Directory]::GetDirectories($parent) | ForEach-Object { [System.IO.Path]::GetFileName($_) } | Sort-Object | Where-Object {
        $_ -match '^[0-9]{4}-[0-9]{2}-[0-9]{2}\z' -and [string]::CompareOrdinal($_, $today) -le 0 -and [System.IO.File]::Exists("$parent/$_/changes.csv")
    } | Select-Object -Last 30
    $volumes = @{}
    foreach ($day in $days) {
        foreach ($row in Import-Csv -LiteralPath "$parent/$day/changes.csv" | Select-Object Region, VolumeId, ChangedBytes, Outcome) {
            if ($row.Outcome -eq 'Measured') {
                $volumes["$($row.Region) $($row.VolumeId)"] += @([pscustomobject]@{ Day = $day; Bytes = $row.ChangedBytes -as [long] })
            }
        }
    }
    @{ Day = @($days); Volume = $volumes }
}

function Get-VolumeSection([psobject[]] $Row, [string] $Anchor, [hashtable] $History) {
    "<section id='$Anchor'>"
    "<h4>$(ConvertTo-PageText $Row[0].VolumeId)</h4>"
    foreach ($one in $Row) {
        if ($one.Outcome -eq 'OnlySnapshot') {
            "<p>$(ConvertTo-PageText $one.SecondSnapshotId) is its only snapshot yet: there is nothing to compare it with.</p>"
            continue
        }
        $pair = "$(ConvertTo-PageText $one.FirstSnapshotId) &#8594; $(ConvertTo-PageText $one.SecondSnapshotId)"
        $time = $one.SecondStartTime -match '^([0-9-]{10})T([0-9]{2}:[0-9]{2})' ? ", <time datetime='$(ConvertTo-PageText $one.SecondStartTime)'>$($Matches[1]) $($Matches[2]) UTC</time>" : ''
        if ($one.Outcome -ne 'Measured') {
            "<p>$pair${time}: <span class='bad'>failed</span>, $(ConvertTo-PageText $one.Outcome)</p>"
            continue
        }
        $percent = $one.PercentChanged ? " ($(Format-Percent $one.PercentChanged))" : ''
        "<p>$pair${time}: <strong>$(Format-Data $one.ChangedBytes) changed</strong>$percent, of it $(Format-Data $one.AddedBytes) added, $(Format-Data $one.ModifiedBytes) modified, " +
        "$(Format-Data $one.RemovedBytes) removed.</p>"
        "<figure>$(Format-Map $one)</figure>"
    }
    $measured = $History.Volume["$($Row[0].Region) $($Row[0].VolumeId)"]
    if ($measured) { Format-Day $measured $History.Day }
    '</section>'
}

function Get-AttentionSection([psobject[]] $Failure, [psobject[]] $Alert, [string] $Threshold, [hashtable] $Anchor) {
    '<section><h2>Needs attention</h2>'
    if (-not $Alert -and -not $Failure) { "<p>Nothing failed$($Threshold ? ", and nothing is above $Threshold" : '').</p>" }
    if ($Alert) {
        "<h3>Above the threshold of ${Threshold}: $(Format-Count $Alert.Count volume volumes)</h3>"
        Get-ChangeTable ($Alert | Sort-Object { [long] $_.ChangedBytes } -Descending -Stable) $Anchor 'Volumes above the threshold'
    }
    # One advice for all that it is good for; one message for all volumes that have it.
    foreach ($kind in $Failure | Group-Object Outcome, Advice | Sort-Object Count -Descending -Stable) {
        "<h3>Failed with <span class='bad'>$(ConvertTo-PageText $kind.Group[0].Outcome)</span>: $($kind.Count)</h3>"
        if ($kind.Group[0].Advice) { "<p><strong>What to do:</strong> $(ConvertTo-PageText $kind.Group[0].Advice)</p>" }
        '<ul>'
        foreach ($message in $kind.Group | Group-Object Message) {
            $names = foreach ($one in $message.Group) {
                $name = ConvertTo-PageText (Format-Place $one)
                $one.VolumeId ? "$(Format-Link $one $Anchor) ($name)" : $name
            }
            # Its heading has the id already.
            $text = $message.Name -replace "^$([regex]::Escape($kind.Group[0].Outcome)): "
            "<li>$($names -join '; '): $(ConvertTo-PageText $text)</li>"
        }
        '</ul>'
    }
    '</section>'
}

function Get-VolumeName([psobject] $Row) {
    "$($Row.Region) $($Row.ProfileName) $($Row.VolumeId)"
}

function Format-Link([psobject] $Row, [hashtable] $Anchor) {
    "<a href='#$($Anchor[(Get-VolumeName $Row)])'>$(ConvertTo-PageText $Row.VolumeId)</a>"
}

function Get-ChangeTable([psobject[]] $Row, [hashtable] $Anchor, [string] $Label) {
    $most = [Math]::Max([long] 1, [long] ($Row | ForEach-Object { [long] $_.ChangedBytes } | Measure-Object -Maximum).Maximum)
    "<div class='wide' role='region' aria-label='$Label' tabindex='0'><table>"
    "<thead><tr><th scope='col'>Volume</th><th scope='col' class='number'>Changed</th><td></td></tr></thead><tbody>"
    foreach ($one in $Row) {
        "<tr><th scope='row'>$(Format-Link $one $Anchor)<br/><span class='muted'>$(ConvertTo-PageText (Format-Place $one))</span></th>" +
        "<td class='number'>$(Format-Data $one.ChangedBytes)<br/><span class='muted'>$(Format-Percent $one.PercentChanged)</span></td><td>$(Format-Share ([long] $one.ChangedBytes / $most))</td></tr>"
    }
    '</tbody></table></div>'
}

function Get-TotalCell([psobject[]] $Row) {
    $failed = @($Row.Where{ $_.Outcome -notin 'Measured', 'OnlySnapshot' }).Count
    $volumes = @($Row.Where{ $_.VolumeId } | Select-Object Region, ProfileName, VolumeId -Unique).Count
    $price = [decimal] 0
    foreach ($one in $Row.Where{ $_.EstimatedListingPrice }) { $price += [decimal] $one.EstimatedListingPrice }
    $class = $failed ? 'number bad' : 'number'
    "<td class='number'>$volumes</td><td class='$class'>$failed</td>"
    $bytes = [long] 0
    foreach ($one in $Row) { $bytes += [long] $one.ChangedBytes }
    "<td class='number'>$(Format-Data $bytes)</td>"
    $dollars = $price -gt 0 -and $price -lt 0.01 ? '&lt; $0.01' : "`$$([Math]::Round($price, 2))"
    "<td class='number'><data value='$price'>$dollars</data></td>"
}

function Get-TotalSection([psobject[]] $Row, [psobject[]] $Without) {
    "<section><h2>Totals</h2><div class='wide' role='region' aria-label='Totals' tabindex='0'><table>"
    "<thead><tr><th scope='col'>Region and profile</th><th scope='col' class='number'>Volumes</th><th scope='col' class='number'>Failed</th><th scope='col' class='number'>Changed</th>" +
    "<th scope='col' class='number'>Listed for</th></tr></thead><tbody>"
    foreach ($place in $Row | Group-Object ProfileName, Region -CaseSensitive | Sort-Object Name -Culture en-US) {
        "<tr><th scope='row'>$(ConvertTo-PageText (Format-Place $place.Group[0]))</th>$(-join (Get-TotalCell $place.Group))</tr>"
    }
    "</tbody><tfoot><tr><th scope='row'>All</th>$(-join (Get-TotalCell $Row))</tr></tfoot></table></div>"
    if ($Without) { "<p>No snapshots: $(ConvertTo-PageText ($Without.ForEach{ Format-Place $_ } -join '; ')).</p>" }
    '</section>'
}

<#
.SYNOPSIS
    Gets the page of a day.
#>
function Get-ReportPage {
    [CmdletBinding()]
    param(
        [string] $Day,

        # The rows of changes.csv.
        [psobject[]] $Row,

        # Those above a threshold.
        [AllowEmptyCollection()]
        [psobject[]] $Alert,

        # The Regions and profiles without a snapshot.
        [AllowEmptyCollection()]
        [psobject[]] $Without,

        # What Get-ReportHistory gives.
        [hashtable] $History,

        [double] $AlertPercent,
        [long] $AlertBytes
    )

    $failures = @($Row.Where{ $_.Outcome -notin 'Measured', 'OnlySnapshot' })
    $unasked = @($failures.Where{ -not $_.SecondSnapshotId }).Count
    $measured = @($Row.Where{ $_.Outcome -eq 'Measured' })
    $threshold = @(if ($AlertPercent -lt 100) { "$AlertPercent %" } if ($AlertBytes -lt [long]::MaxValue) { Format-Size $AlertBytes }) -join ' or '
    $volumes = @($Row.Where{ $_.VolumeId } | Group-Object Region, ProfileName, VolumeId | Sort-Object { $_.Group[0].ProfileName }, { $_.Group[0].Region }, { $_.Group[0].VolumeId } -Culture en-US)
    $anchors = @{}
    foreach ($volume in $volumes) { $anchors[(Get-VolumeName $volume.Group[0])] = "v$($anchors.Count + 1)" }

    $lines = @(
        '<!DOCTYPE html>'
        "<html lang='en'><head><meta charset='utf-8'/>"
        # Nothing is loaded and nothing runs, whatever gets into it.
        '<meta http-equiv="Content-Security-Policy" content="default-src ''none''; style-src ''unsafe-inline''"/>'
        "<meta name='viewport' content='width=device-width, initial-scale=1'/>"
        "<title>EBS changes, ${Day}: $($Alert.Count) above the threshold, $($failures.Count) failed</title>"
        "<style>$reportStyle</style></head><body><main>"
        "<h1>EBS changes, <time>$Day</time></h1>"
        "<p>Compared: the two latest snapshots of $(Format-Count $volumes.Count volume volumes). $($measured.Count) measured, $($failures.Count - $unasked) failed, " +
        "$(@($Row.Where{ $_.Outcome -eq 'OnlySnapshot' }).Count) with one snapshot only; $($Alert.Count) above the threshold$($threshold ? '' : ', as none was given')." +
        "$($unasked ? " Not known: the snapshots of $(Format-Count $unasked 'profile in a Region' 'profiles in Regions')." : '')</p>"
        Get-AttentionSection $failures $Alert $threshold $anchors
        Get-TotalSection $Row $Without
        $largest = @($measured | Sort-Object { [long] $_.ChangedBytes } -Descending -Stable | Select-Object -First 10)
        if ($largest) {
            '<section><h2>Largest changes</h2>'
            Get-ChangeTable $largest $anchors 'Largest changes'
            '</section>'
        }
        if ($volumes) {
            '<h2>Volumes</h2>'
            "<p class='muted'>A map is the volume from its begin to its end: the higher, the more of that stretch changed. Below it, a bar for each of the last reports.</p>"
        }
        $place = $null
        foreach ($volume in $volumes) {
            $here = Format-Place $volume.Group[0]
            if ($here -cne $place) { "<h3>$(ConvertTo-PageText ($place = $here))</h3>" }
            Get-VolumeSection $volume.Group $anchors[(Get-VolumeName $volume.Group[0])] $History
        }
        "<p class='muted'>Sizes are logical: whole blocks, not what is billed. Listed for: an estimate of what the requests cost, in US dollars. Times are UTC.</p>"
        '</main></body></html>'
    )
    ($lines -join "`n") + "`n"
}
