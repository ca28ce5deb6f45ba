<#
.SYNOPSIS
    Reports how much changed on every volume between its two latest snapshots, in any number of Regions and accounts: a CSV and a page for the day, and a warning where it was too much.
.DESCRIPTION
    Of each volume the two latest snapshots that can be listed are compared: completed, in the standard tier, no copies. The folder <OutputFolder>/<date> gets changes.csv, and report.html,
    which needs nothing else: what is above a threshold or failed and what to do about it, sums, the largest changes, and of each volume where it changed and how much on which of the last 30
    reports of this OutputFolder.

    With several names for -Region or -ProfileName, snapshots are asked for with every profile in every Region; all Regions and accounts are measured at once. What two profiles list, since
    they are of one account, is counted once. A profile in a Region that fails is a failure of the report, and the others go on.

    A row is written as soon as its pair and those before it are measured. The same command, run again on the same day (in UTC), measures only what changes.csv does not have yet or has as
    failed. So a run that was interrupted goes on, and one that failed in part tries that part again. Two at once are refused, so no row is written twice. The page is written at the end.

    One volume that fails is a warning and a row with the error's id as its Outcome; the others are measured all the same. The Outcome of the rest is Measured, or
    OnlySnapshot where a volume has no second one yet.

    Exit code 0: all measured, nothing above a threshold. 1: some failed for good. 2: some are above a threshold. 3: both. 4: there was nothing to report, as where the
    Region is a wrong one. 75: some failed for a reason that may pass, or another run is at it; the same command tries them again, and then tells of the thresholds too.
.PARAMETER OutputFolder
    Where each day gets its folder.
.PARAMETER Snapshot
    Snapshots as Get-EC2Snapshot emits them, of any number of volumes, which may have the properties Region and ProfileName too. Without them and -SnapshotPath, all that the account owns are asked for.
.PARAMETER SnapshotPath
    A file of snapshots instead: a CSV with SnapshotId, VolumeId, StartTime, State and StorageTier, and Region and ProfileName where they differ, or what 'aws ec2 describe-snapshots' prints, as .json.
.PARAMETER AlertPercent
    Warns of volumes of which more than this changed, in percent of the volume.
.PARAMETER AlertBytes
    Warns of volumes of which more bytes than this changed.
.PARAMETER Date
    The day to report, or to go on with; today in UTC unless given.
.PARAMETER Region
    The Regions of the snapshots; that of the session or the environment unless given. One at most where snapshots are given, for those that do not say theirs.
.PARAMETER ProfileName
    The AWS profiles to sign in with; what the session or the environment has unless given. One at most where snapshots are given, for those that do not say theirs.
.PARAMETER RetryTimeout
    For how many seconds one request is tried again.
.PARAMETER Force
    Measures again what changes.csv has already.
.EXAMPLE
    ./Export-EbsChangeReport.ps1 -OutputFolder /var/reports/ebs -AlertPercent 5
.EXAMPLE
    ./Export-EbsChangeReport.ps1 -OutputFolder /var/reports/ebs -Region eu-central-1, us-east-1 -ProfileName prod, dev
.EXAMPLE
    ./Export-EbsChangeReport.ps1 -OutputFolder /var/reports/ebs -SnapshotPath snapshots.json -AlertBytes 100GB
#>

#requires -Version 7.4
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $OutputFolder,
    [Parameter(ValueFromPipeline)] [psobject] $Snapshot,
    [string] $SnapshotPath,
    [ValidateRange(0, 100)] [double] $AlertPercent = 100,
    [ValidateRange(0, [long]::MaxValue)] [long] $AlertBytes = [long]::MaxValue,
    [datetime] $Date = [datetime]::UtcNow,
    [string[]] $Region,
    [string[]] $ProfileName,
    [ValidateRange(0, 86400)] [int] $RetryTimeout = 300,
    [switch] $Force
)
begin {
    $ErrorActionPreference = 'Stop'
    . "$PSScriptRoot/RunbookFunctions.ps1"
    . "$PSScriptRoot/ReportPage.ps1"
    $snapshots = [System.Collections.Generic.List[psobject]]::new()
    $unasked = [System.Collections.Generic.List[psobject]]::new()
    $without = [System.Collections.Generic.List[psobject]]::new()
    $sessionRegion = @{}
    $figures = 'VolumeSize', 'PercentChanged', 'ChangedBytes', 'AddedBytes', 'ModifiedBytes', 'RemovedBytes', 'LogicalBytes', 'RequestCount', 'EstimatedListingPrice', 'DensityMap'
    # Outcome comes last: a row that was cut off has none.
    $columns = @('Region', 'ProfileName', 'VolumeId', 'FirstSnapshotId', 'SecondSnapshotId', 'SecondStartTime') + $figures + @('MapSize', 'Message', 'Advice', 'Outcome')

    # With pwsh -File a list arrives as one string. Without a name it is an empty one: what the session or the environment says.
    function Get-Name([string[]] $Name) {
        $names = @($Name -split ',').Trim().Where{ $_ } | Select-Object -Unique
        $names ? $names : ''
    }

    # A profile in a Region that fails is no end of the others.
    function Get-SnapshotOf([psobject[]] $Place) {
        foreach ($one in $Place) {
            try {
                $found = @(Get-RunbookSnapshot $null '' (Get-RunbookAccount $one.Region $one.ProfileName) Region, ProfileName)
            } catch {
                if ($Place.Count -eq 1 -or (Get-FailureId $_) -eq 'SnapshotSourceMissing') { throw }
                $unasked.Add([pscustomobject]@{ Region = $one.Region; ProfileName = $one.ProfileName; VolumeId = ''; First = ''; Second = ''; Taken = $null; Failure = $_ })
                continue
            }
            if (-not $found) { $without.Add($one) }
            foreach ($snapshot in $found) {
                $snapshot.Region, $snapshot.ProfileName = $one.Region, $one.ProfileName
                $snapshot
            }
        }
    }

    # Of the snapshots that can be listed, each once: what a second profile lists too is of the same account, as an id is one snapshot's in its Region.
    function Get-LatestPair {
        $seen = [System.Collections.Generic.HashSet[string]]::new()
        $listable = @(Select-ListableSnapshot $described)
        $volumes = $listable.Where{ $seen.Add("$($_.Region) $($_.SnapshotId)") } | Group-Object Region, VolumeId
        if ($seen.Count -lt $listable.Count) {
            Write-Warning "$($listable.Count - $seen.Count) snapshots are listed once more, as where two profiles are of one account: they are counted once."
        }
        $pairs = foreach ($volume in $volumes) {
            $first, $second = $volume.Group | Select-Object -Last 2
            if (-not $second) { $first, $second = $null, $first }
            [pscustomobject]@{
                Region = $second.Region; ProfileName = $second.ProfileName; VolumeId = $second.VolumeId; First = ${first}?.SnapshotId; Second = $second.SnapshotId
                Taken = $second.StartTime; Turn = 0
            }
        }
        # One of each Region and account in turn: rows are written in this order, so that few have to wait for a slow one.
        $pairs | Group-Object Region, ProfileName | ForEach-Object {
            $turn = 0
            foreach ($pair in $_.Group | Sort-Object VolumeId) {
                $pair.Turn = $turn++
                $pair
            }
        } | Sort-Object Turn -Stable
    }

    # Text, because Export-Csv writes numbers and times as the culture has them.
    function ConvertTo-Row($Pair, $Delta, [System.Management.Automation.ErrorRecord] $Failure) {
        $row = [ordered]@{}
        foreach ($name in $columns) { $row[$name] = '' }
        $row.Region, $row.ProfileName, $row.VolumeId, $row.FirstSnapshotId, $row.SecondSnapshotId = $Pair.Region, $Pair.ProfileName, $Pair.VolumeId, $Pair.First, $Pair.Second
        $row.SecondStartTime = $Pair.Taken ? $Pair.Taken.ToString('s') + 'Z' : ''
        $row.Outcome = 'OnlySnapshot'
        $said = $Delta
        if ($Delta) {
            foreach ($name in $figures) { $row[$name] = "$($Delta.$name)" }
            $row.MapSize = "$([Math]::Max([long] $Delta.VolumeSize, [long] $Delta.LastChangedOffset + $Delta.BlockSize))"
            $row.Outcome = 'Measured'
        } elseif ($Failure) {
            $row.Message, $row.Advice, $row.Outcome = (Get-FailureMessage $Failure), "$($Failure.ErrorDetails?.RecommendedAction)", (Get-FailureId $Failure)
            $said = $Failure.Exception
        }
        # Where nobody named the Region, the module knows which one it was, and the volumes without a second snapshot are of the same.
        if (-not $Pair.Region) {
            if ($said) { $sessionRegion[$Pair.ProfileName] = "$($said.PSObject.Properties['Region']?.Value)" }
            $row.Region = "$($sessionRegion[$Pair.ProfileName])"
        }
        [pscustomobject] $row
    }

    # All in one call, which works at all Regions and accounts at once and answers in the order of its input.
    function Measure-Pair([psobject[]] $Pair, [hashtable] $Settings) {
        $waiting = [System.Collections.Generic.List[psobject]] $Pair
        $named = 'First', 'Second', 'Region', 'ProfileName'
        if (@($Pair | Select-Object Region, ProfileName -Unique).Count -eq 1) {
            # What is wrong with what a call names ends it; with what a row names, the row.
            $Settings += Get-RunbookAccount $Pair[0].Region $Pair[0].ProfileName
            $named = 'First', 'Second'
        }
        $Pair | Select-Object $named | Measure-EbsSnapshotDelta @Settings -ErrorAction Continue 2>&1 | ForEach-Object {
            $failure = $_ -is [System.Management.Automation.ErrorRecord] ? $_ : $null
            # The second snapshot's id, or the row where that was none.
            $id = -not $failure ? $_.SecondSnapshotId : $failure.TargetObject -is [string] ? $failure.TargetObject : $failure.TargetObject.Second
            $at = $waiting.FindIndex({ $args[0].Second -eq $id })
            $one = $waiting[$at]
            $waiting.RemoveAt($at)
            ConvertTo-Row $one ($failure ? $null : $_) $failure
        }
    }

    function Get-RowName([psobject] $Row) {
        $place = Format-Place $Row
        -not $Row.VolumeId ? $place : $hasPlaces ? "$($Row.VolumeId) ($place)" : $Row.VolumeId
    }

    function Add-Row([psobject] $Row) {
        $Row | Export-Csv -LiteralPath $report -Append
        $rows.Add($Row)
        $name = Get-RowName $Row
        if ($Row.Message) { Write-Warning "${name}: $("$($Row.Message) $($Row.Advice)".Trim())" }
        "${name}: $($Row.Outcome) $($Row.SecondSnapshotId)$($Row.ChangedBytes ? ", $(Format-Size $Row.ChangedBytes) changed" : '')".Trim()
    }
}
process {
    foreach ($one in $Snapshot) { $snapshots.Add($one) }
}
end {
    $lock = $null
    try {
        $places = @(foreach ($user in Get-Name $ProfileName) { foreach ($one in Get-Name $Region) { [pscustomobject]@{ Region = $one; ProfileName = $user } } })
        $given = $MyInvocation.ExpectingInput -or $snapshots ? $snapshots : $null
        if ($null -eq $given -and -not $SnapshotPath) {
            $described = @(Get-SnapshotOf $places)
        } elseif ($places.Count -eq 1) {
            $described = @(Get-RunbookSnapshot $given $SnapshotPath -Property Region, ProfileName)
        } else {
            throw (Get-RunbookFailure PlaceAmbiguous InvalidArgument 'Where snapshots are given, -Region and -ProfileName take one name each; their own properties Region and ProfileName say more.')
        }
        foreach ($one in $described) {
            $one.Region = $one.Region ? $one.Region : $places[0].Region
            $one.ProfileName = $one.ProfileName ? $one.ProfileName : $places[0].ProfileName
        }
        $hasPlaces = $places.Count -gt 1 -or @($described | Select-Object Region, ProfileName -Unique).Count -gt 1

        $pairs = @(Get-LatestPair)
        $day = $Date.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
        if (-not $pairs -and -not $unasked) {
            Write-Warning 'There is no snapshot to report on. Is it the right Region, and the right account?'
            exit (Get-FailureExitCode NothingToDo)
        }
        if (-not $PSCmdlet.ShouldProcess((Join-Path $OutputFolder $day), "Report what changed on $($pairs.Count) volumes")) { exit 0 }

        $folder = Resolve-OutputFolder (Join-Path $OutputFolder $day)
        $report = Join-Path $folder changes.csv
        $lock = Open-OutputLock $report
        # A pair once, and none that failed or was cut off; replaced in one step, so that no kill can lose a row.
        $kept = @(if (-not $Force -and (Test-Path -LiteralPath $report)) { Import-Csv -LiteralPath $report | Where-Object { $_.PSObject.Properties['Outcome']?.Value -eq 'Measured' } })
        $rows = [System.Collections.Generic.List[psobject]] @($kept | Select-Object $columns | Group-Object Region, FirstSnapshotId, SecondSnapshotId | ForEach-Object { $_.Group[-1] })
        $rows | Export-Csv -LiteralPath "$report.partial"
        [System.IO.File]::Move("$report.partial", $report, $true)

        # By the Region as it was resolved; and without one, for pairs of which nobody names it.
        $known = @{}
        foreach ($row in $rows) {
            $known["$($row.Region) $($row.FirstSnapshotId) $($row.SecondSnapshotId)"] = $known[" $($row.FirstSnapshotId) $($row.SecondSnapshotId)"] = $row.Region
        }
        $there, $left = $pairs.Where({ $known.ContainsKey("$($_.Region) $($_.First) $($_.Second)") }, 'Split')
        foreach ($pair in $there.Where{ -not $_.Region }) { $sessionRegion[$pair.ProfileName] = $known[" $($pair.First) $($pair.Second)"] }
        $left, $alone = $left.Where({ $_.First }, 'Split')
        if ($rows -and -not $left -and -not $unasked) { "${report}: all is there; -Force measures it again" }
        if ($hasPlaces) { foreach ($place in $without) { "$(Format-Place $place): no snapshots" } }
        foreach ($one in $unasked) { Add-Row (ConvertTo-Row $one $null $one.Failure) }
        if ($left) { Measure-Pair $left @{ RetryTimeout = $RetryTimeout; MapWidth = 240 } | ForEach-Object { Add-Row $_ } }
        foreach ($pair in $alone) { Add-Row (ConvertTo-Row $pair) }

        $alerts = @($rows.Where{ $_.Outcome -eq 'Measured' -and ([double] $_.PercentChanged -gt $AlertPercent -or [long] $_.ChangedBytes -gt $AlertBytes) })
        foreach ($row in $alerts) {
            Write-Warning "$(Get-RowName $row): $(Format-Size $row.ChangedBytes) changed, $([Math]::Round($row.PercentChanged, 2)) %: above the threshold"
        }
        $failures = $rows.Where{ $_.Outcome -notin 'Measured', 'OnlySnapshot' }

        $page = Join-Path $folder report.html
        [System.IO.File]::WriteAllText("$page.partial", (Get-ReportPage $day $rows $alerts $without (Get-ReportHistory $folder) $AlertPercent $AlertBytes))
        [System.IO.File]::Move("$page.partial", $page, $true)

        "${report}: $($rows.Count - $failures.Count) done, $($failures.Count) failed, $($alerts.Count) above the threshold"
        $code = Get-FailureExitCode $failures.ForEach{ $_.Outcome }
        exit ($code -eq 75 ? 75 : $code + ($alerts ? 2 : 0))
    } catch {
        [Console]::Error.WriteLine((Get-FailureText $_))
        exit (Get-FailureExitCode (Get-FailureId $_))
    } finally {
        if ($lock) { $lock.Dispose() }
    }
}
