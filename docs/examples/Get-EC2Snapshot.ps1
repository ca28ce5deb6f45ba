# Stands in for the command of AWS.Tools.EC2 where the examples run: the properties that they use, and the one filter.
function Get-EC2Snapshot {
    param([string] $OwnerId, [hashtable] $Filter)

    if (-not $OwnerId -and -not $Filter) {
        throw 'This would list every public snapshot too: give -OwnerId self.'
    }

    $snapshots = @(
        @{ SnapshotId = 'snap-a4'; VolumeId = 'vol-a'; StartTime = '2026-01-08T02:00:00Z' }
        @{ SnapshotId = 'snap-a3'; VolumeId = 'vol-a'; StartTime = '2026-01-07T02:00:00Z' }
        @{ SnapshotId = 'snap-a2'; VolumeId = 'vol-a'; StartTime = '2026-01-06T02:00:00Z' }
        @{ SnapshotId = 'snap-a1'; VolumeId = 'vol-a'; StartTime = '2026-01-05T02:00:00Z' }
        @{ SnapshotId = 'snap-b2'; VolumeId = 'vol-b'; StartTime = '2026-01-06T03:00:00Z' }
        @{ SnapshotId = 'snap-b1'; VolumeId = 'vol-b'; StartTime = '2026-01-05T03:00:00Z' }
        @{ SnapshotId = 'snap-0bbbbbbbbbbbbbbbb'; VolumeId = 'vol-0cccccccccccccccc'; StartTime = '2026-01-06T04:00:00Z' }
        @{ SnapshotId = 'snap-0aaaaaaaaaaaaaaaa'; VolumeId = 'vol-0cccccccccccccccc'; StartTime = '2026-01-05T04:00:00Z' }
    )
    foreach ($snapshot in $snapshots) {
        if (-not $Filter -or $snapshot.VolumeId -in $Filter.Values) {
            [pscustomobject] @{
                SnapshotId  = $snapshot.SnapshotId
                VolumeId    = $snapshot.VolumeId
                StartTime   = [datetime]::Parse($snapshot.StartTime).ToUniversalTime()
                State       = 'completed'
                StorageTier = 'standard'
            }
        }
    }
}
