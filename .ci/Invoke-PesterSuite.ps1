<#
.SYNOPSIS
    Runs the Pester tests of tests/Pester and docs in this pwsh; fails when one does.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The folder that holds EbsChangedBlocks/<version>.
    [string] $ModulePath = 'output',

    # The folder of LocalEbs.dll.
    [string] $LocalEbsPath = 'artifacts/bin/LocalEbs/debug'
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
& "$PSScriptRoot/Import-Tool.ps1" Pester
$env:EBS_TEST_MODULES = Join-Path $root $ModulePath
$env:LOCALEBS_PATH = Join-Path $root $LocalEbsPath
. "$root/tests/Pester/Setup.ps1"

"PowerShell $($PSVersionTable.PSVersion) on $($PSVersionTable.OS)"
$configuration = New-PesterConfiguration
$configuration.Run.Path = "$root/tests/Pester", "$root/docs"
$configuration.Run.Throw = $true
$configuration.Output.Verbosity = 'Detailed'
Invoke-Pester -Configuration $configuration
