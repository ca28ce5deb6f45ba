<#
.SYNOPSIS
    Runs Pester tests in this session, on the module and the LocalEbs that were built, and writes results.xml to the temporary folder.
.DESCRIPTION
    The session is made as strict as a careful user's: what is not set is an error, and so is every error.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # Files or folders of tests; all unless given.
    [string[]] $Path = ($PSScriptRoot, (Join-Path $PSScriptRoot ../../docs)),

    # The folder that holds Pester.
    [string] $PesterPath = (Join-Path $PSScriptRoot ../../artifacts/bin/Pester6/debug)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if ($env:EBS_TEST_CULTURE) {
    [cultureinfo]::CurrentCulture = [cultureinfo]::DefaultThreadCurrentCulture = $env:EBS_TEST_CULTURE
}
Import-Module (Join-Path (Convert-Path -LiteralPath $PesterPath) Pester Pester.psd1)

"Pester $((Get-Module Pester).Version), PowerShell $($PSVersionTable.PSVersion), .NET $([System.Environment]::Version), $($PSVersionTable.OS)"
"culture $([cultureinfo]::CurrentCulture.Name), as $([System.Environment]::UserName), in $((Get-Location).ProviderPath)"

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path.ForEach{ [WildcardPattern]::Escape($_) }
$configuration.Run.Exit = $true
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputFormat = 'NUnit3'
$configuration.TestResult.OutputPath = Join-Path ([System.IO.Path]::GetTempPath()) results.xml
Invoke-Pester -Configuration $configuration
