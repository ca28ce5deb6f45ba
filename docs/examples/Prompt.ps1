<#
.SYNOPSIS
    Opens a pwsh where the examples of README and help can be typed, until that is left.
#>
#requires -Version 7.4
[CmdletBinding()]
param()

. $PSScriptRoot/Start-Session.ps1
try {
    "Served at $($server.EndpointUrl): snap-a and snap-b, two disk images, and the snapshots of README and help. Try: Get-EbsChangedBlock snap-a snap-b"
    & "$PSHOME/pwsh" -NoProfile -NoLogo -NoExit -Command "Import-Module '$root/output/EbsChangedBlocks'; . '$PSScriptRoot/Get-EC2Snapshot.ps1'"
} finally {
    Stop-LocalEbsServer $server
}
