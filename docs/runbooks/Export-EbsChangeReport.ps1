<#
.SYNOPSIS
    Reports how much changed on every volume between its two latest snapshots: a CSV for the day, a map of each volume, and a warning where it was too much.
.DESCRIPTION
    Of each volume the two latest snapshots that can be listed are compared: completed, in the standard tier, no copies. The folder <OutputFolder>/<date>
    gets changes.csv and, named by the later snapshot, an SVG map of each pair.

    A row is written as soon as its pair is measured. The same command, run again on the same day (in UTC), measures only what changes.csv does not have yet or has as
    failed. So a run that was interrupted goes on, and one that failed in part tries that part again. Two at once are refused, so no row is written twice.

    One volume that fails is a warning and a row with the error's id as its Outcome; the others are measured all the same. The Outcome of the rest is Measured, or
    OnlySnapshot where a volume has no second one yet.

    Exit code 0: all measured, nothing above a threshold. 1: some failed for good. 2: some are above a threshold. 3: both. 4: there was nothing to report, as where the
    Region is a wrong one. 75: some failed for a reason that may pass, or another run is at it; the same command tries them again, and then tells of the thresholds too.
.PARAMETER OutputFolder
    Where each day gets its folder.
.PARAMETER Snapshot
    Snapshots as Get-EC2Snapshot emits them, of any number of volumes. Without them and -SnapshotPath, all that the account owns are asked for.
.PARAMETER SnapshotPath
    A file of snapshots instead: a CSV with SnapshotId, VolumeId, StartTime, State and StorageTier, or what 'aws ec2 describe-snapshots' prints, as .json.
.PARAMETER AlertPercent
    Warns of volumes of which more than this changed, in percent of the volume.
.PARAMETER AlertBytes
    Warns of volumes of which more bytes than this changed.
.PARAMETER Date
    The day to report, or to go on with; today in UTC unless given.
.PARAMETER Region
    The Region of the snapshots; that of the session or the environment unless given.
.PARAMETER ProfileName
    The AWS profile to sign in with; what the session or the environment has unless given.
.PARAMETER RetryTimeout
    For how many seconds one request is tried again.
.PARAMETER Force
    Measures again what changes.csv has already.
.EXAMPLE
    ./Export-EbsChangeReport.ps1 -OutputFolder /var/reports/ebs -AlertPercent 5
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
    [string] $Region,
    [string] $ProfileName,
    [ValidateRange(0, 86400)] [int] $RetryTimeout = 300,
    [switch] $Force
)
begin {
    $ErrorActionPreference = 'Stop'
    . "$PSScriptRoot/RunbookFunctions.ps1"
    $snapshots = [System.Collections.Generic.List[psobject]]::new()
    $figures = 'VolumeSize', 'PercentChanged', 'ChangedBytes', 'AddedBytes', 'ModifiedBytes', 'RemovedBytes', 'LogicalBytes', 'RequestCount', 'EstimatedListingPrice'

    function Get-LatestPair {
        foreach ($volume in Select-ListableSnapshot $described | Group-Object VolumeId | Sort-Object Name) {
            $first, $second = $volume.Group | Select-Object -Last 2
            if (-not $second) { $first, $second = $null, $first }
            [pscustomobject]@{ VolumeId = $volume.Name; First = ${first}?.SnapshotId; Second = $second.SnapshotId; Taken = $second.StartTime }
        }
    }

    # Text, because Export-Csv writes numbers and times as the culture has them. Outcome comes last: a row that was cut off has none.
    function ConvertTo-Row($Pair, $Delta, [string] $Message, [string] $Outcome) {
        $row = [ordered]@{ VolumeId = $Pair.VolumeId; FirstSnapshotId = $Pair.First; SecondSnapshotId = $Pair.Second; SecondStartTime = $Pair.Taken ? $Pair.Taken.ToString('s') + 'Z' : '' }
        foreach ($name in $figures) { $row[$name] = $Delta ? "$($Delta.$name)" : '' }
        [pscustomobject]($row + @{ Message = $Message } + @{ Outcome = $Outcome })
    }

    function Measure-Pair($Pair, [hashtable] $Settings) {
        if (-not $Pair.First) { return ConvertTo-Row $Pair -Outcome OnlySnapshot }

        $map = Join-Path $folder "$($Pair.Second).svg"
        $run = Invoke-Listing { Measure-EbsSnapshotDelta $Pair.First $Pair.Second -MapPath $map @Settings -ErrorAction Continue }
        if ($run.Failed) { return ConvertTo-Row $Pair -Message (Get-FailureText $run.Failed[0]) -Outcome (Get-FailureId $run.Failed[0]) }
        ConvertTo-Row $Pair $run.Output[0] -Outcome Measured
    }
}
process {
    foreach ($one in $Snapshot) { $snapshots.Add($one) }
}
end {
    $lock = $null
    try {
        $account = Get-RunbookAccount $Region $ProfileName
        $described = @(Get-RunbookSnapshot ($MyInvocation.ExpectingInput -or $snapshots ? $snapshots : $null) $SnapshotPath $account)
        $pairs = @(Get-LatestPair)
        $day = Join-Path $OutputFolder $Date.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
        if (-not $pairs) {
            Write-Warning 'There is no snapshot to report on. Is it the right Region, and the right account?'
            exit (Get-FailureExitCode NothingToDo)
        }
        if (-not $PSCmdlet.ShouldProcess($day, "Report what changed on $($pairs.Count) volumes")) { exit 0 }

        $folder = Resolve-OutputFolder $day
        $report = Join-Path $folder changes.csv
        $lock = Open-OutputLock $report
        # A pair once, and none that failed or was cut off; replaced in one step, so that no kill can lose a row.
        $rows = @(if (-not $Force -and (Test-Path -LiteralPath $report)) { Import-Csv -LiteralPath $report | Where-Object { $_.PSObject.Properties['Outcome']?.Value -eq 'Measured' } })
        $rows = @($rows | Group-Object FirstSnapshotId, SecondSnapshotId | ForEach-Object { $_.Group[-1] })
        $rows | Export-Csv -LiteralPath "$report.partial"
        [System.IO.File]::Move("$report.partial", $report, $true)

        $known = $rows.ForEach{ "$($_.FirstSnapshotId) $($_.SecondSnapshotId)" }
        $left = $pairs.Where{ "$($_.First) $($_.Second)" -notin $known }
        if ($rows -and -not $left.Where{ $_.First }) { "${report}: all is there; -Force measures it again" }
        foreach ($pair in $left) {
            $row = Measure-Pair $pair ($account + @{ RetryTimeout = $RetryTimeout })
            $row | Export-Csv -LiteralPath $report -Append
            $rows += $row
            if ($row.Message) { Write-Warning "$($row.VolumeId): $($row.Message)" }
            "$($row.VolumeId): $($row.Outcome) $($row.SecondSnapshotId)$($row.ChangedBytes ? ", $(Format-Size $row.ChangedBytes) changed" : '')"
        }

        $alerts = 0
        foreach ($row in $rows.Where{ $_.Outcome -eq 'Measured' }) {
            if ([double] $row.PercentChanged -gt $AlertPercent -or [long] $row.ChangedBytes -gt $AlertBytes) {
                Write-Warning "$($row.VolumeId): $(Format-Size $row.ChangedBytes) changed, $([Math]::Round($row.PercentChanged, 2)) %: above the threshold"
                $alerts++
            }
        }
        $failures = $rows.Where{ $_.Outcome -notin 'Measured', 'OnlySnapshot' }
        "${report}: $($rows.Count - $failures.Count) done, $($failures.Count) failed, $alerts above the threshold"
        $code = Get-FailureExitCode $failures.ForEach{ $_.Outcome }
        exit ($code -eq 75 ? 75 : $code + ($alerts ? 2 : 0))
    } catch {
        [Console]::Error.WriteLine((Get-FailureText $_))
        exit (Get-FailureExitCode (Get-FailureId $_))
    } finally {
        if ($lock) { $lock.Dispose() }
    }
}
