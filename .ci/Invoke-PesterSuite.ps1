<#
.SYNOPSIS
    Runs tests/Pester and docs' own tests in this process; fails when a test does. Meant for a pwsh of its own, because a binary module cannot be unloaded.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The folder that holds EbsChangedBlocks/<version>; output/ unless given.
    [string] $ModulePath,

    # The folder of LocalEbs.dll; where a debug build leaves it unless given.
    [string] $LocalEbsPath
)

$ErrorActionPreference = 'Stop'
& "$PSScriptRoot/Import-Tool.ps1" Pester
$env:EBS_TEST_MODULES = $ModulePath ? (Resolve-Path $ModulePath).ProviderPath : $null
$env:EBS_TEST_LOCALEBS = $LocalEbsPath ? (Resolve-Path $LocalEbsPath).ProviderPath : $null

"PowerShell $($PSVersionTable.PSVersion) on $($PSVersionTable.OS)"
$configuration = New-PesterConfiguration
$configuration.Run.Path = Join-Path (Split-Path $PSScriptRoot) tests Pester
$configuration.Run.Throw = $true
$configuration.Output.Verbosity = 'Detailed'
Invoke-Pester -Configuration $configuration
