<#
.SYNOPSIS
    Signs what is in the package in output and has no valid signature, and puts a signed catalog of all its files beside them. On Windows alone.
.DESCRIPTION
    Files of others keep their makers' signatures. What was compiled ahead has lost them, so it gets ours, as the module's own files do.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # Of a code signing certificate with its private key in Cert:\CurrentUser\My.
    [Parameter(Mandatory)]
    [string] $Thumbprint,

    # The authority's service for time stamps, without which signatures end with the certificate.
    [Parameter(Mandatory)]
    [uri] $TimestampServer
)

$ErrorActionPreference = 'Stop'
$package = [System.IO.Directory]::GetFiles((Join-Path (Split-Path $PSScriptRoot) output), 'EbsChangedBlocks.*.nupkg')[0]
$signing = @{ Certificate = Get-Item "Cert:\CurrentUser\My\$Thumbprint"; TimestampServer = $TimestampServer; HashAlgorithm = 'SHA256' }

function Add-Signature([string] $Path) {
    $signature = Set-AuthenticodeSignature -LiteralPath $Path @signing
    if ($signature.Status -ne 'Valid') {
        throw "$Path was not signed: $($signature.StatusMessage)"
    }
}

# What describes the package is not installed, so it is in no catalog.
$describes = '^(_rels/|package/|\[Content_Types\]\.xml$|EbsChangedBlocks\.nuspec$)'
$folder = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
$archive = [System.IO.Compression.ZipFile]::Open($package, 'Update')
try {
    foreach ($entry in $archive.Entries.Where{ $_.FullName -notmatch $describes }) {
        $file = Join-Path $folder $entry.FullName
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($file))
        [System.IO.Compression.ZipFileExtensions]::ExtractToFile($entry, $file)
    }

    $signed = [System.IO.Directory]::GetFiles($folder, '*', 'AllDirectories').Where{
        $_ -match '\.(psd1|psm1|ps1xml|dll)$' -and (Get-AuthenticodeSignature -LiteralPath $_).Status -ne 'Valid'
    }
    $signed.ForEach{ Add-Signature $_ }
    $catalog = Join-Path $folder EbsChangedBlocks.cat
    $null = New-FileCatalog -Path $folder -CatalogFilePath $catalog -CatalogVersion 2.0
    Add-Signature $catalog

    foreach ($file in @($signed) + $catalog) {
        $name = [System.IO.Path]::GetRelativePath($folder, $file).Replace('\', '/')
        if ($entry = $archive.GetEntry($name)) {
            $entry.Delete()
        }
        $null = [System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($archive, $file, $name)
    }
    $stream = $archive.GetEntry('[Content_Types].xml').Open()
    $types = [System.IO.StreamReader]::new($stream).ReadToEnd().Replace('</Types>', '<Default Extension="cat" ContentType="application/octet" /></Types>')
    $stream.SetLength(0)
    $stream.Write([System.Text.Encoding]::UTF8.GetBytes($types))
    $stream.Dispose()
} finally {
    $archive.Dispose()
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
}
"$(@($signed).Count) files and the catalog are signed as $($signing.Certificate.Subject)."
