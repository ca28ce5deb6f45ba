<#
.SYNOPSIS
    Compares output/*.nupkg with the manifest, and runs the Pester tests on the module as unpacked from it, in this pwsh.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The folder of LocalEbs.dll.
    [string] $LocalEbsPath = 'output/LocalEbs'
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$package = Get-Item $root/output/*.nupkg
$archive = [System.IO.Compression.ZipFile]::OpenRead($package)
try {
    $reader = [System.IO.StreamReader]::new($archive.GetEntry('EbsChangedBlocks.nuspec').Open())
    $described = ([xml] $reader.ReadToEnd()).package.metadata
} finally {
    $archive.Dispose()
}
$manifest = Import-PowerShellDataFile $root/EbsChangedBlocks.psd1
$expected = @{
    version     = $manifest.ModuleVersion
    authors     = $manifest.Author
    description = $manifest.Description
    copyright   = $manifest.Copyright
    licenseUrl  = $manifest.PrivateData.PSData.LicenseUri
    tags        = @('PSModule') + $manifest.PrivateData.PSData.Tags -join ' '
}
foreach ($name in $expected.Keys) {
    if ($described.$name -cne $expected[$name]) {
        throw "The package says that its $name is '$($described.$name)', and the manifest '$($expected[$name])'."
    }
}

& "$PSScriptRoot/Expand-Package.ps1" $package $root/artifacts/unpacked
& "$PSScriptRoot/Invoke-PesterSuite.ps1" -ModulePath artifacts/unpacked -LocalEbsPath $LocalEbsPath
