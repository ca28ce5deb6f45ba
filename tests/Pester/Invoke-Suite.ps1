<#
.SYNOPSIS
    Runs Pester tests in this session, on the module and the LocalEbs that were built.
.DESCRIPTION
    The session is made as strict as a careful user's: what is not set is an error, and so is every error.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # Files or folders of tests; all unless given.
    [string[]] $Path = ($PSScriptRoot, (Join-Path $PSScriptRoot ../../docs)),

    # The folder that holds Pester.
    [string] $PesterPath = (Join-Path $PSScriptRoot ../../artifacts/bin/Pester6/debug),

    # The file for the results, as NUnit 3 writes them; none unless given.
    [string] $ResultPath
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
if ($ResultPath) {
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputFormat = 'NUnit3'
    $configuration.TestResult.OutputPath = $ResultPath
}
Invoke-Pester -Configuration $configuration
