<#
.SYNOPSIS
    Publishes the package in output, if it is that of a commit which is tagged as its version: what has been published cannot be taken back.
#>
#requires -Version 7.4
#requires -Modules @{ ModuleName = 'Microsoft.PowerShell.PSResourceGet'; ModuleVersion = '1.1.0' }
[CmdletBinding()]
param(
    # The name of a registered repository.
    [Parameter(Mandatory)]
    [string] $Repository,

    # Its key; what is in the environment variable PSGALLERY_API_KEY unless given. A folder takes none.
    [securestring] $ApiKey
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = Split-Path $PSScriptRoot
$manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $root EbsChangedBlocks.psd1)
$data = $manifest.PrivateData.PSData
$version = $data.Prerelease ? "$($manifest.ModuleVersion)-$($data.Prerelease)" : $manifest.ModuleVersion
$package = Join-Path $root output "EbsChangedBlocks.$version.nupkg"
if (-not [System.IO.File]::Exists($package)) {
    throw "There is no ${package}: './build.ps1 -Task Test' makes it and tests it."
}

$archive = [System.IO.Compression.ZipFile]::OpenRead($package)
try {
    $reader = [System.IO.StreamReader]::new($archive.GetEntry('EbsChangedBlocks.nuspec').Open())
    $commit = ([xml] $reader.ReadToEnd()).package.metadata.repository.commit
} finally {
    $archive.Dispose()
}

$head = git -C $root rev-parse HEAD
$missing = @(
    if (git -C $root status --porcelain) {
        'the working tree has changes that are not committed'
    }
    if ("v$version" -notin @(git -C $root tag --points-at HEAD)) {
        "the commit has no tag v$version"
    }
    if ($commit -ne $head) {
        "the package was made of $commit, and this is $head"
    }
    if ([System.IO.File]::ReadAllText((Join-Path $root CHANGELOG.md)) -notmatch "(?m)^## \[$([regex]::Escape($version))\]") {
        "CHANGELOG.md has no section [$version]"
    }
    # A folder would take it again in silence.
    if (Find-PSResource EbsChangedBlocks -Version $version -Prerelease -Repository $Repository -ErrorAction Ignore) {
        "$Repository has that version"
    }
)
if ($missing) {
    throw "EbsChangedBlocks $version is not published: $($missing -join '; ')."
}
if (-not $data.ProjectUri) {
    Write-Warning 'ProjectUri in EbsChangedBlocks.psd1 is empty, so the package leads nowhere for help and questions.'
}

$key = $ApiKey ? (ConvertFrom-SecureString $ApiKey -AsPlainText) : $env:PSGALLERY_API_KEY
$arguments = $key ? @{ ApiKey = $key } : @{}
# Which it takes for a pattern.
Publish-PSResource -NupkgPath ([WildcardPattern]::Escape($package)) -Repository $Repository @arguments
"EbsChangedBlocks $version is in $Repository."
