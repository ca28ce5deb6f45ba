<#
.SYNOPSIS
    Tells of pairs of snapshots, before an incremental copy, whether what changed between them can be listed, and if not, why and what to do.
.DESCRIPTION
    One request a pair finds a missing permission on either snapshot or its key, snapshots that are unrelated, unknown, in another Region or in the archive tier. None is sent
    for a pair of which -Snapshot or -SnapshotPath tells already that it is not ready: pending, failed, archived.

    Reading the blocks takes ebs:GetSnapshotBlock beside; that is not tried, as it would read data.

    Emits an object for each pair: Ready; the Reason if it is not, an error id of the module or SnapshotPending, SnapshotUnusable, SnapshotArchived; what happened, and Advice.

    Exit code 0: all are ready. 1: some are not. 75: some are not for a reason that may pass, such as a snapshot that is pending; run it again.
.PARAMETER FirstSnapshotId
    The earlier snapshot: the one that was copied last.
.PARAMETER SecondSnapshotId
    The later snapshot: the one to copy.
.PARAMETER PairPath
    A file with a pair a line instead, the two ids parted by a comma; a header (First,Second) may be above them.
.PARAMETER Snapshot
    What EC2 says of the snapshots, as Get-EC2Snapshot emits it.
.PARAMETER SnapshotPath
    The same in a file: a CSV with SnapshotId, State and StorageTier, or what 'aws ec2 describe-snapshots' prints, as .json.
.PARAMETER Region
    The Region of the snapshots; that of the session or the environment unless given.
.PARAMETER ProfileName
    The AWS profile to sign in with; what the session or the environment has unless given.
.PARAMETER RetryTimeout
    For how many seconds one request is tried again.
.EXAMPLE
    ./Test-EbsIncrementalCopy.ps1 snap-0aaaaaaaaaaaaaaaa snap-0bbbbbbbbbbbbbbbb -Snapshot (Get-EC2Snapshot -OwnerId self)
.EXAMPLE
    ./Test-EbsIncrementalCopy.ps1 -PairPath pairs.csv -SnapshotPath snapshots.json | Where-Object Ready -EQ $false
.EXAMPLE
    Import-Csv pairs.csv | ./Test-EbsIncrementalCopy.ps1 -Region eu-central-1
#>

#requires -Version 7.4
[CmdletBinding(DefaultParameterSetName = 'Pair')]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipelineByPropertyName, ParameterSetName = 'Pair')] [Alias('First')] [string] $FirstSnapshotId,
    [Parameter(Mandatory, Position = 1, ValueFromPipelineByPropertyName, ParameterSetName = 'Pair')] [Alias('Second')] [string] $SecondSnapshotId,
    [Parameter(Mandatory, ParameterSetName = 'File')] [string] $PairPath,
    [psobject[]] $Snapshot,
    [string] $SnapshotPath,
    [string] $Region,
    [string] $ProfileName,
    [ValidateRange(0, 86400)] [int] $RetryTimeout = 60
)
begin {
    $ErrorActionPreference = 'Stop'
    . "$PSScriptRoot/RunbookFunctions.ps1"
    $pairs = [System.Collections.Generic.List[psobject]]::new()
    $reasons = [System.Collections.Generic.List[string]]::new()

    # As EC2 describes it: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html
    function Find-DescribedReason([psobject] $Described) {
        $id = $Described.SnapshotId
        $state = $Described.State
        if ($state -in 'pending', 'recovering') {
            @{ Reason = 'SnapshotPending'; Message = "$id is $state."; Advice = 'Wait until it is completed.' }
        } elseif ($state -notin '', 'completed') {
            @{ Reason = 'SnapshotUnusable'; Message = "The state of $id is $state."; Advice = 'Recover it from the Recycle Bin if it is there, or take another one.' }
        } elseif ($Described.StorageTier -eq 'archive') {
            $restore = "aws ec2 restore-snapshot-tier --snapshot-id $id --temporary-restore-days 7"
            @{ Reason = 'SnapshotArchived'; Message = "$id is in the archive tier."; Advice = "Restore it, and wait until that is done: $restore" }
        }
    }

    # A page is one request. A range of blocks is as many as it takes to find a changed one.
    function Find-ListedReason([psobject] $Pair, [hashtable] $Settings) {
        try {
            $run = Invoke-Listing { Get-EbsChangedBlock $Pair.First $Pair.Second -AsPage -MaxResult 100 @Settings -ErrorAction Continue | Select-Object -First 1 }
            if ($run.Failed) { throw $run.Failed[0] }
            Write-Verbose "$($Pair.First) -> $($Pair.Second): ready, a volume of $(Format-Size $run.Output[0].VolumeSize)"
        } catch {
            @{ Reason = Get-FailureId $_; Message = "$_"; Advice = $_.ErrorDetails?.RecommendedAction }
        }
    }
}
process {
    if ($FirstSnapshotId) { $pairs.Add([pscustomobject]@{ First = $FirstSnapshotId; Second = $SecondSnapshotId }) }
}
end {
    try {
        $settings = (Get-RunbookAccount $Region $ProfileName) + @{ RetryTimeout = $RetryTimeout }
        if ($PairPath) { $pairs = @(Get-RunbookPair $PairPath) }
        if (-not $pairs) {
            Write-Warning 'There is no pair to test.'
            exit (Get-FailureExitCode NothingToDo)
        }
        $described = @{}
        if ($Snapshot -or $SnapshotPath) {
            foreach ($one in Get-RunbookSnapshot $Snapshot $SnapshotPath) { $described[$one.SnapshotId] = $one }
        }

        foreach ($pair in $pairs) {
            $found = $pair.First, $pair.Second | Where-Object { $_ -and $described[$_] } | ForEach-Object { Find-DescribedReason $described[$_] } | Select-Object -First 1
            $found ??= Find-ListedReason $pair $settings
            [pscustomobject]@{
                FirstSnapshotId  = $pair.First
                SecondSnapshotId = $pair.Second
                Ready            = -not $found
                Reason           = ${found}?.Reason
                Message          = ${found}?.Message
                Advice           = ${found}?.Advice
            }
            if ($found) { $reasons.Add($found.Reason) }
        }
        exit (Get-FailureExitCode $reasons)
    } catch {
        [Console]::Error.WriteLine((Get-FailureText $_))
        exit (Get-FailureExitCode (Get-FailureId $_))
    }
}
