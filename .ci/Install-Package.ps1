<#
.SYNOPSIS
    Installs the module from the package in output, as users do: by PSResourceGet from a repository, into a folder of modules that holds nothing else.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The folder of modules, made anew.
    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
Remove-Item -LiteralPath $Destination -Recurse -Force -ErrorAction Ignore
$null = New-Item $Destination -ItemType Directory

$repository = "EbsChangedBlocks-$PID"
Register-PSResourceRepository $repository -Uri (Join-Path (Split-Path $PSScriptRoot) output) -Trusted
try {
    Save-PSResource EbsChangedBlocks -Repository $repository -Prerelease -Path $Destination -IncludeXml
} finally {
    Unregister-PSResourceRepository $repository
}
