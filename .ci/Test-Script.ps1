<#
.SYNOPSIS
    Analyzes every script of the repository by PSScriptAnalyzerSettings.psd1; any finding is a failure.
#>
#requires -Version 7.4
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
& "$PSScriptRoot/Import-Tool.ps1" PSScriptAnalyzer

$scripts = git -C $root ls-files --cached --others --exclude-standard '*.ps1' '*.psm1' '*.psd1'
$findings = foreach ($script in $scripts) {
    # The manifest names files that lie beside it only in the assembled module.
    $path = $script -eq 'EbsChangedBlocks.psd1' ? (Get-Item "$root/output/EbsChangedBlocks/*/$script").FullName : "$root/$script"
    Invoke-ScriptAnalyzer -Path $path -Settings "$root/PSScriptAnalyzerSettings.psd1"
}
$findings.ForEach{ "$($_.ScriptPath):$($_.Line): $($_.RuleName): $($_.Message)" }
if ($findings) {
    throw "PSScriptAnalyzer has $(@($findings).Count) findings."
}
"PSScriptAnalyzer has no finding in $($scripts.Count) scripts."
