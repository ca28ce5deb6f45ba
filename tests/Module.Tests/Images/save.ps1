# Saves an image in a process that can be ended at any moment; prints what became of it, or the error's id.
param([string] $Manifest, [string] $SnapshotId, [string] $Path, [int] $ThrottleLimit = 64, [double] $Pace = 800)
$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$how = @{ ThrottleLimit = $ThrottleLimit; BlocksPerSecond = $Pace; PassThru = $true }
try { "$((Save-EbsSnapshotImage $SnapshotId $Path @how).Outcome)" }
catch { $_.FullyQualifiedErrorId -replace ',.*' }
