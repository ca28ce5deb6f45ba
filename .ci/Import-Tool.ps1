<#
.SYNOPSIS
    Imports a tool in the version that tools.psd1 names; saves it in output/tools where no module path has it.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Name
)

$ErrorActionPreference = 'Stop'
$version = (Import-PowerShellDataFile "$PSScriptRoot/tools.psd1")[$Name]
$folder = Join-Path (Split-Path $PSScriptRoot) output tools
if ($folder -notin $env:PSModulePath.Split([System.IO.Path]::PathSeparator)) {
    $env:PSModulePath += [System.IO.Path]::PathSeparator + $folder
}

$tool = @{ ModuleName = $Name; RequiredVersion = $version }
if (-not (Get-Module -FullyQualifiedName $tool -ListAvailable)) {
    $null = New-Item $folder -ItemType Directory -Force
    try {
        Save-PSResource $Name -Version $version -Repository PSGallery -Path $folder -TrustRepository
    } catch {
        throw "$Name $version is on no module path, and the PowerShell Gallery did not give it ($_). " +
        "Save it where the Gallery can be reached, by 'Save-PSResource $Name -Version $version -Path tools', and copy the folder tools/$Name to $folder."
    }
}
Import-Module -FullyQualifiedName $tool -Force -Global
