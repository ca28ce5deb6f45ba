<#
.SYNOPSIS
    Runs the Pester tests on the module as unpacked from output/*.nupkg, in this pwsh.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The folder of LocalEbs.dll.
    [string] $LocalEbsPath = 'output/LocalEbs'
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
& "$PSScriptRoot/Expand-Package.ps1" (Get-Item $root/output/*.nupkg) $root/artifacts/unpacked
& "$PSScriptRoot/Invoke-PesterSuite.ps1" -ModulePath artifacts/unpacked -LocalEbsPath $LocalEbsPath
