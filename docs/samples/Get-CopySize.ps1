<#
.SYNOPSIS
    Says how much an incremental copy would read, or that the snapshots have nothing in common.
#>
param(
    [Parameter(Mandatory)] [string] $First,
    [Parameter(Mandatory)] [string] $Second
)

try {
    $delta = Measure-EbsSnapshotDelta $First $Second -ErrorAction Stop
    "$($delta.LogicalBytes / 1MB) MiB"
} catch {
    if ($_.FullyQualifiedErrorId -notlike 'UnrelatedSnapshots*') {
        throw
    }
    'copy it whole'
}
