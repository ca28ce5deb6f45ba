# Lists without trying again, and says how it failed.
param([string] $Manifest)
Import-Module $Manifest
Get-EbsChangedBlock snap-a snap-b -RetryTimeout 0 -ErrorAction SilentlyContinue -ErrorVariable failed
$failed.ForEach{ "$($_.FullyQualifiedErrorId.Split(',')[0]): $_" }
