<#
.SYNOPSIS
    Lists one shard of what changed, of one pair of snapshots or of many pairs, into a CSV file.
.DESCRIPTION
    Every machine runs the same command; which shard is its own it learns from -ShardIndex and -ShardCount, or from AWS Batch. One pair is cut into ranges of
    block indexes of equal length. The last has no end, so the shards together are the whole even if -VolumeSize is not what it was. Of a file of pairs,
    shard i of n takes lines i, i + n, i + 2n and so on, counted from 0.

    The file is called shard-<index>-of-<count>.csv, and has that name only when it is complete. In the order of their names the files of one pair are ascending.
    Until then each run has a file of its own, so two at once cannot spoil each other's; one that is killed leaves a .partial file behind.

    A shard of a pair that is there already is not listed again.

    Exit code 0: the shard is listed, or was so already. 75: it failed for a reason that may pass, and the same command may be run again. 1: it failed for good.
.PARAMETER FirstSnapshotId
    The earlier snapshot.
.PARAMETER SecondSnapshotId
    The later snapshot.
.PARAMETER VolumeSize
    The size of the volume in GiB, as Get-EC2Snapshot gives it.
.PARAMETER PairPath
    A file with a pair a line, the two ids parted by a comma; a header (First,Second) may be above them.
.PARAMETER OutputFolder
    A folder, for instance on a file system that the machines share.
.PARAMETER ShardIndex
    Which shard this is, from 0 on.
.PARAMETER ShardCount
    How many shards there are.
.PARAMETER RequestsPerSecond
    What all shards together may send a second, for the account and Region that they share; each keeps to its part.
.PARAMETER Region
    The Region of the snapshots; that of the environment unless given.
.PARAMETER ProfileName
    The AWS profile to sign in with; what the session or the environment has unless given.
.PARAMETER RetryTimeout
    For how many seconds one request is tried again.
.PARAMETER Force
    Lists again what is there already.
.EXAMPLE
    ./Export-EbsChangedBlock.ps1 -First snap-0aaaaaaaaaaaaaaaa -Second snap-0bbbbbbbbbbbbbbbb -VolumeSize 16384 -ShardIndex 2 -ShardCount 8 -OutputFolder /lists
.EXAMPLE
    ./Export-EbsChangedBlock.ps1 -PairPath /lists/pairs.csv -OutputFolder /lists
#>

#requires -Version 7.4
[CmdletBinding(DefaultParameterSetName = 'Range', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Range')] [Alias('First')] [string] $FirstSnapshotId,
    [Parameter(Mandatory, ParameterSetName = 'Range')] [Alias('Second')] [string] $SecondSnapshotId,
    [Parameter(Mandatory, ParameterSetName = 'Range')] [ValidateRange(1, 65536)] [int] $VolumeSize,
    [Parameter(Mandatory, ParameterSetName = 'Pair')] [string] $PairPath,
    [Parameter(Mandatory)] [string] $OutputFolder,
    [ValidateRange(0, 9999)] [int] $ShardIndex = [int] $env:AWS_BATCH_JOB_ARRAY_INDEX,
    [ValidateRange(1, 10000)] [int] $ShardCount = [Math]::Max(1, [int] $env:AWS_BATCH_JOB_ARRAY_SIZE),
    [ValidateRange(0.1, 50)] [double] $RequestsPerSecond = 40,
    [string] $Region,
    [string] $ProfileName,
    [ValidateRange(0, 86400)] [int] $RetryTimeout = 300,
    [switch] $Force
)
$ErrorActionPreference = 'Stop'
$blocksPerGiB = 2048
. "$PSScriptRoot/RunbookFunctions.ps1"

function Resolve-FullPath([string] $Path) {
    $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

function Get-OwnPair([string] $Path) {
    $pairs = @(Get-RunbookPair $Path)
    for ($at = $ShardIndex; $at -lt $pairs.Count; $at += $ShardCount) {
        @{ FirstSnapshotId = $pairs[$at].First; SecondSnapshotId = $pairs[$at].Second }
    }
}

function Get-OwnRange([int] $Blocks) {
    if ($ShardCount -gt $Blocks) { throw "A volume of $Blocks blocks has no $ShardCount shards." }

    $range = @{ StartingBlockIndex = [int] [Math]::Floor($Blocks * $ShardIndex / $ShardCount) }
    if ($ShardIndex -lt $ShardCount - 1) { $range.EndingBlockIndex = [int] [Math]::Floor($Blocks * ($ShardIndex + 1) / $ShardCount) }
    $range
}

# By its first block; a file without any may be of another pair, and one of several pairs of others.
function Test-OwnOutput([string] $File, [hashtable] $Pair, [hashtable] $Range) {
    if (-not [System.IO.File]::Exists($File)) { return $false }

    $row = [System.Linq.Enumerable]::FirstOrDefault([System.Linq.Enumerable]::Skip([System.IO.File]::ReadLines($File), 1))
    if (-not $row) { return $false }

    $first, $second, $index, $null = $row.Split(',')
    $first -eq $Pair.FirstSnapshotId -and $second -eq $Pair.SecondSnapshotId -and $index -and [int] $index -ge $Range.StartingBlockIndex
}

$partial = $null
try {
    if ($ShardIndex -ge $ShardCount) { throw "There is no shard $ShardIndex among $ShardCount." }

    $settings = (Get-RunbookAccount $Region $ProfileName) + @{ RequestsPerSecond = $RequestsPerSecond / $ShardCount; RetryTimeout = $RetryTimeout }
    $file = [System.IO.Path]::Combine((Resolve-FullPath $OutputFolder), [string]::Format([cultureinfo]::InvariantCulture, 'shard-{0:d5}-of-{1:d5}.csv', $ShardIndex, $ShardCount))
    if ($PairPath) {
        $pairs = Get-OwnPair $PairPath
    } else {
        $pairs = @{ FirstSnapshotId = $FirstSnapshotId; SecondSnapshotId = $SecondSnapshotId }
        $settings += Get-OwnRange ($VolumeSize * $blocksPerGiB)
        if (-not $Force -and (Test-OwnOutput $file $pairs $settings)) {
            "${file}: is there; -Force lists it again"
            exit 0
        }
    }
    if (-not $PSCmdlet.ShouldProcess($file, 'List changed blocks')) { exit 0 }

    $null = Resolve-OutputFolder $OutputFolder

    $written = 0
    $partial = "$file.$([guid]::NewGuid().ToString('n')).partial"
    $output = [System.IO.StreamWriter]::new($partial)
    try {
        $output.WriteLine('FirstSnapshotId,SecondSnapshotId,BlockIndex,ChangeType,Offset,Length')
        foreach ($pair in $pairs) {
            Get-EbsChangedBlock @pair @settings | ForEach-Object {
                $output.WriteLine("$($pair.FirstSnapshotId),$($pair.SecondSnapshotId),$($_.BlockIndex),$($_.ChangeType),$($_.Offset),$($_.Length)")
                $written++
            }
        }
    } finally {
        $output.Dispose()
    }

    [System.IO.File]::Move($partial, $file, $true)
    "${file}: $written blocks"
    exit 0
} catch {
    if ($partial) { [System.IO.File]::Delete($partial) }
    [Console]::Error.WriteLine("Shard $ShardIndex of ${ShardCount}: $(Get-FailureText $_)")
    exit (Get-FailureExitCode (Get-FailureId $_))
}
