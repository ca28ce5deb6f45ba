<#
.SYNOPSIS
    Dot-sourced, makes of this session one in which the examples of README and help can be typed: LocalEbs serves their snapshots, and two disk images as snap-a and snap-b.
.DESCRIPTION
    It takes what 'dotnet build' leaves in output and artifacts, and leaves the server in $server for Stop-LocalEbsServer.
#>
#requires -Version 7.4
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', 'server', Justification = 'For who dot-sources this.')]
param()

$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
Import-Module $root/output/EbsChangedBlocks, $root/artifacts/bin/LocalEbs/debug/LocalEbs.psm1
. $PSScriptRoot/Get-EC2Snapshot.ps1

# The examples name profiles, and nothing but these is to be found.
$env:AWS_SHARED_CREDENTIALS_FILE = "$PSScriptRoot/credentials"
$env:AWS_CONFIG_FILE = "$PSScriptRoot/no-config"
$env:AWS_EC2_METADATA_DISABLED = 'true'

# Blocks 0 to 47 are written; then four are written anew, four are new and two are zeroed.
$images = New-Item $root/artifacts/images -ItemType Directory -Force
$blocks = @{}
foreach ($index in 0..47) {
    $blocks[$index] = 1
}
New-LocalEbsImage $images/before.img $blocks
foreach ($index in 3, 4, 5, 31, 64, 65, 100, 127) {
    $blocks[$index] = 2
}
$blocks.Remove(12)
$blocks.Remove(40)
New-LocalEbsImage $images/after.img $blocks

$server = Start-LocalEbsServer ("snap-a=$images/before.img", "snap-b=$images/after.img" + (Get-Content -LiteralPath $PSScriptRoot/snapshots.txt))
