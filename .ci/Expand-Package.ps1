<#
.SYNOPSIS
    Unpacks the package of the module into a folder of modules, as Install-PSResource does.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Package,

    # Where EbsChangedBlocks/<version> is made anew.
    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
$null = (Split-Path $Package -Leaf) -match '^(?<name>\w+)\.(?<version>[\d.]+)\.nupkg$'
Remove-Item $Destination -Recurse -Force -ErrorAction Ignore
$module = New-Item (Join-Path $Destination $Matches.name $Matches.version) -ItemType Directory
[System.IO.Compression.ZipFile]::ExtractToDirectory((Resolve-Path $Package).ProviderPath, $module.FullName)

# What belongs to the package and not to the module.
Remove-Item -LiteralPath "$module/[Content_Types].xml", "$module/_rels", "$module/package", "$module/$($Matches.name).nuspec" -Recurse -Force
