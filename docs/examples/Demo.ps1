<#
.SYNOPSIS
    Shows in a few commands, with their output, what differs between two disk images.
#>
#requires -Version 7.4
[CmdletBinding()]
param()

. $PSScriptRoot/Start-Session.ps1
$ErrorActionPreference = 'Continue'
$steps = [ordered]@{
    'Which blocks differ between the two snapshots?'                        = 'Get-EbsChangedBlock -First snap-a -Second snap-b'
    'Only those that the second snapshot has and the first has not.'        = 'Get-EbsChangedBlock -First snap-a -Second snap-b | Where-Object ChangeType -eq Added'
    'How much would an incremental copy read?'                              = 'Get-EbsChangedBlock snap-a snap-b | Where-Object ChangeType -ne Removed | Measure-Object Length -Sum'
    'A part of the volume; neighbouring parts can run on other machines.'   = 'Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex 32 -EndingBlockIndex 96'
    'How much changed, and where?'                                          = 'Measure-EbsSnapshotDelta snap-a snap-b'
    'A pair that cannot be compared is one clear error.'                    = 'Get-EbsChangedBlock snap-a snap-0bbbbbbbbbbbbbbbb'
}
try {
    foreach ($step in $steps.GetEnumerator()) {
        "# $($step.Key)"
        "PS> $($step.Value)"
        & ([scriptblock]::Create($step.Value)) | Out-Host
        ''
    }
} finally {
    Stop-LocalEbsServer $server
}
