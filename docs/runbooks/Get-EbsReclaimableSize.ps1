<#
.SYNOPSIS
    Tells what deleting snapshots would free: each of them alone, and all of them together.
.DESCRIPTION
    A snapshot alone holds the blocks that neither the one before it nor the one after it has. Blocks that only two neighbours share are freed when both are deleted, so
    several together free at least the sum of what each frees alone. For neighbours that are to be deleted, the remaining snapshots around them are compared as well,
    which gives the figure for all together.

    To know, the whole chain of each volume is measured, so all its snapshots have to be given, not only those to be deleted. Figures are logical, not what is
    billed, and hold for these snapshots: one that is not given (an AMI's of another account, a copy, one begun since) may share blocks, and then less is freed.
    The newest of a volume has no figure, as what comes after it is not known.

    Emits an object for each snapshot, in bytes, with a Note where there is no figure; the sums are information for the log.

    Exit code 0: all measured. 1: some could not be measured. 75: some could not be for a reason that may pass; run it again.
.PARAMETER SnapshotId
    The snapshots that may be deleted.
.PARAMETER Snapshot
    All snapshots of their volumes, as Get-EC2Snapshot emits them; others are passed over. Without them and -SnapshotPath, all that the account owns are asked for.
.PARAMETER SnapshotPath
    A file of snapshots instead: a CSV with SnapshotId, VolumeId, StartTime, State and StorageTier, or what 'aws ec2 describe-snapshots' prints, as .json.
.PARAMETER Region
    The Region of the snapshots; that of the session or the environment unless given.
.PARAMETER ProfileName
    The AWS profile to sign in with; what the session or the environment has unless given.
.PARAMETER RetryTimeout
    For how many seconds one request is tried again.
.EXAMPLE
    ./Get-EbsReclaimableSize.ps1 snap-0aaaaaaaaaaaaaaaa, snap-0bbbbbbbbbbbbbbbb
.EXAMPLE
    ./Get-EbsReclaimableSize.ps1 (Get-Content expired.txt) -SnapshotPath snapshots.json | Export-Csv reclaimable.csv
#>

#requires -Version 7.4
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string[]] $SnapshotId,
    [Parameter(ValueFromPipeline)] [psobject] $Snapshot,
    [string] $SnapshotPath,
    [string] $Region,
    [string] $ProfileName,
    [ValidateRange(0, 86400)] [int] $RetryTimeout = 300
)
begin {
    $ErrorActionPreference = 'Stop'
    if (-not $PSBoundParameters.ContainsKey('InformationAction')) { $InformationPreference = 'Continue' }
    . "$PSScriptRoot/RunbookFunctions.ps1"
    $snapshots = [System.Collections.Generic.List[psobject]]::new()
    $failures = [System.Collections.Generic.List[string]]::new()

    function Add-Failure([System.Management.Automation.ErrorRecord[]] $Failed) {
        foreach ($failure in $Failed) {
            Write-Warning (Get-FailureText $failure)
            $failures.Add((Get-FailureId $failure))
        }
    }

    # What the chain stores less without them: behind a gap of several, the next snapshot holds what differs from the last one before it.
    function Measure-Together($Deltas, [string[]] $Deleted, [hashtable] $Settings) {
        $freed, $gap, $before = 0, @(), $null
        foreach ($delta in $Deltas) {
            if ($delta.SecondSnapshotId -in $Deleted) {
                $gap += $delta
                continue
            }
            if ($gap.Count -eq 1) { $freed += $gap[0].ReclaimableBytes }
            if ($gap.Count -gt 1) {
                $pair = $before ? @{ First = $before; Second = $delta.SecondSnapshotId } : @{ SnapshotId = $delta.SecondSnapshotId; IncludeBaseline = $true }
                $bridge = Invoke-Listing { Measure-EbsSnapshotDelta @pair @Settings -ErrorAction Continue }
                if ($bridge.Failed) { return Add-Failure $bridge.Failed }
                $freed += (Get-Sum ($gap + $delta) LogicalBytes) - $bridge.Output[0].LogicalBytes
            }
            $gap, $before = @(), $delta.SecondSnapshotId
        }
        $freed
    }
}
process {
    foreach ($one in $Snapshot) { $snapshots.Add($one) }
}
end {
    try {
        $account = Get-RunbookAccount $Region $ProfileName
        $described = @(Get-RunbookSnapshot ($MyInvocation.ExpectingInput -or $snapshots ? $snapshots : $null) $SnapshotPath $account)
        $settings = $account + @{ RetryTimeout = $RetryTimeout }
        $total, $exact = 0, $true

        # With pwsh -File a list arrives as one string.
        $wanted = @($SnapshotId.Split(',').Trim() | Select-Object -Unique)
        foreach ($id in $wanted.Where{ $_ -notin $described.ForEach{ $_.SnapshotId } }) {
            $failures.Add('SnapshotUnknown')
            [pscustomobject]@{ SnapshotId = $id; VolumeId = $null; ReclaimableBytes = $null; Note = 'not among the snapshots given' }
        }
        foreach ($volume in $described | Group-Object VolumeId | Sort-Object Name | Where-Object { $_.Group.Where{ $_.SnapshotId -in $wanted } }) {
            $chain = $volume.Name -eq 'vol-ffffffff' ? $volume.Group.Where{ $_.SnapshotId -in $wanted } : $volume.Group
            $run = Invoke-Listing { $chain | Measure-EbsSnapshotDelta -IncludeBaseline -Reclaimable @settings -ErrorAction Continue }
            $deltas, $failed = $run.Output, $run.Failed
            Add-Failure $failed
            $newest = $failed -or -not $deltas ? $null : $deltas[-1].SecondSnapshotId

            $deleted = foreach ($id in $wanted.Where{ $_ -in $chain.ForEach{ $_.SnapshotId } }) {
                $delta = $deltas | Where-Object SecondSnapshotId -EQ $id | Select-Object -First 1
                $size = $delta ? $delta.ReclaimableBytes : $null
                $note = $null -ne $size ? $null : $id -eq $newest ? 'the newest: what comes after it is not known' : 'not measured: see the warnings'
                if ($note -like 'not measured*') { $failures.Add('NotMeasured') }
                [pscustomobject]@{ SnapshotId = $id; VolumeId = $volume.Name; ReclaimableBytes = $size; Note = $note }
            }
            $deleted = @($deleted)
            $deleted

            $known = $deleted.Where{ $null -ne $_.ReclaimableBytes }
            $sum = [long] (Get-Sum $known ReclaimableBytes)
            $together = $failed ? $null : (Measure-Together $deltas $known.ForEach{ $_.SnapshotId } $settings)
            $isWhole = $null -ne $together -and $known.Count -eq $deleted.Count
            Write-Information "$($volume.Name): deleting $($deleted.Count) frees $($isWhole ? '' : 'at least ')$(Format-Size ($together ?? $sum)); each alone, added up, $(Format-Size $sum)"
            $total += $together ?? $sum
            $exact = $exact -and $isWhole
        }
        Write-Information "In all $($exact -and -not $failures ? '' : 'at least ')$(Format-Size $total), logical: not what is billed"
        exit (Get-FailureExitCode $failures)
    } catch {
        [Console]::Error.WriteLine((Get-FailureText $_))
        exit (Get-FailureExitCode (Get-FailureId $_))
    }
}
