<#
.SYNOPSIS
    Writes the bill of materials of the package in output beside it, as CycloneDX has it: every package whose assembly is inside, and nothing else.
#>
#requires -Version 7.4
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = Split-Path $PSScriptRoot
$package = [System.IO.Path]::GetFileNameWithoutExtension([System.IO.Directory]::GetFiles("$root/output", 'EbsChangedBlocks.*.nupkg')[0])
$version = $package.Substring('EbsChangedBlocks.'.Length)

# What a build refers to and no package of ours holds.
$notShipped = 'PowerShellStandard.Library', 'Roslynator.Formatting.Analyzers', 'System.Buffers', 'System.Memory'

# The same for one commit, whenever it is made.
$time = & {
    $PSNativeCommandUseErrorActionPreference = $false
    git -C $root log -1 --format=%cI 2>$null
}
$known = New-TemporaryFile
try {
    Set-Content $known @"
<bom xmlns="http://cyclonedx.org/schema/bom/1.6">
  <metadata>
    $($time ? "<timestamp>$time</timestamp>" : '')
    <component type="library" bom-ref="pkg:nuget/EbsChangedBlocks@$version">
      <name>EbsChangedBlocks</name>
      <version>$version</version>
      <licenses><license><id>Apache-2.0</id></license></licenses>
      <purl>pkg:nuget/EbsChangedBlocks@$version</purl>
    </component>
  </metadata>
</bom>
"@
    $arguments = @(
        "$root/src/EbsChangedBlocks/EbsChangedBlocks.csproj"
        '--disable-package-restore', '--base-intermediate-output-path', "$root/artifacts/obj/EbsChangedBlocks"
        '--exclude-filter', ($notShipped -join ',')
        '--import-metadata-path', $known, '--set-type', 'Library', '--no-serial-number'
        '--output-format', 'Json', '--output', "$root/output", '--filename', "$package.cdx.json"
    )
    dotnet tool exec cyclonedx --yes -- @arguments
} finally {
    Remove-Item $known
}
