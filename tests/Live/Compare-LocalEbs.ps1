<#
.SYNOPSIS
    Asks LocalEbs what an acceptance run has asked AWS, and says which fields of the answers differ in kind.
.DESCRIPTION
    LocalEbs serves what the run has written. Compared are status, error and reason, which headers there are, the members of the JSON and their order, what kind of value each has,
    numbers, how many blocks, how long tokens are, and the data of blocks by length and checksum; not texts, times, ids and tokens themselves.

    Emits lines of a table, which it also writes to differences.md in the run's folder.
.EXAMPLE
    pwsh -NoProfile -File tests/Live/Compare-LocalEbs.ps1 output/acceptance/20260102T030405Z
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The folder of a run.
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    # Options for LocalEbs, such as --refuse-earlier-block-tokens. pwsh -File hands over 'A,B' as one string.
    [string[]] $ArgumentList = @()
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($part in 'Volumes', 'Aws', 'Questions') {
    . (Join-Path $PSScriptRoot Support "$part.ps1")
}
$localEbs = Join-Path (Split-Path (Split-Path $PSScriptRoot)) artifacts/bin/LocalEbs/debug/LocalEbs.psm1
if (-not (Test-Path -LiteralPath $localEbs)) {
    throw "$localEbs is not there. 'dotnet build' in the repository makes it."
}
Import-Module $localEbs

$folder = Convert-Path -LiteralPath $Path
$files = @(Get-ChildItem -LiteralPath (Join-Path $folder answers) -Filter *.json | Sort-Object Name)
if (-not $files) {
    throw "$folder has no answers."
}
$theirs = [ordered]@{}
foreach ($file in $files) {
    $theirs[$file.BaseName] = [System.IO.File]::ReadAllText($file.FullName) | ConvertFrom-Json -AsHashtable
}

$plan = Get-VolumePlan
$ids = Get-ExampleId
# What could not be made there is not asked for here.
if (-not $theirs.Contains('list-empty')) {
    $ids.Remove('empty')
}
if (-not $theirs.Contains('changed-grown')) {
    $ids.Remove('grown')
}
$images = Join-Path ([System.IO.Path]::GetTempPath()) "ebs-$([System.IO.Path]::GetRandomFileName())"
$server = $null
try {
    Export-VolumeImage $plan $images
    $server = Start-LocalEbsServer (Get-LocalEbsSnapshot $plan $ids $images) -ArgumentList @($ArgumentList.ForEach{ $_.Split(',') })
    $connection = [pscustomobject]@{ EndpointUrl = "$($server.EndpointUrl)"; Region = 'us-east-1'; Key = Get-SigningKey }
    $ours = Read-Answer $connection $ids
    foreach ($name in @($ours.Keys)) {
        $ours[$name] = ConvertTo-Fixture $ours[$name] $ids '' LocalEbs
    }
} finally {
    Stop-LocalEbsServer $server
    if ([System.IO.Directory]::Exists($images)) {
        [System.IO.Directory]::Delete($images, $true)
    }
}

$source = @($theirs.Values)[0].Source
$differences = foreach ($name in @($theirs.Keys) + @($ours.Keys) | Sort-Object -Unique) {
    if (-not $theirs.Contains($name) -or -not $ours.Contains($name)) {
        "| $name | asked of | $($theirs.Contains($name) ? 'yes' : 'no') | $($ours.Contains($name) ? 'yes' : 'no') |"
        continue
    }
    $their = Get-AnswerShape $theirs[$name]
    $our = Get-AnswerShape $ours[$name]
    if ($their.Status -ne $our.Status) {
        $there, $here = foreach ($shape in $their, $our) { @($shape.Status, $shape['x-amzn-ErrorType'], $shape['__type'], $shape['Reason']).Where{ $_ } -join ' ' }
        "| $name | Status | $there | $here |"
        continue
    }
    foreach ($field in @($their.Keys) + @($our.Keys) | Select-Object -Unique) {
        if ($their[$field] -cne $our[$field]) {
            "| $name | $field | $($their[$field] ?? 'none') | $($our[$field] ?? 'none') |"
        }
    }
}
$said = @(
    "Answers of $source, compared with those of LocalEbs: $($theirs.Count) answers, $(@($differences).Count) differences in kind."
    if ($differences) {
        ''
        '| answer | field | there | LocalEbs |'
        '|---|---|---|---|'
        $differences
    }
)
[System.IO.File]::WriteAllLines((Join-Path $folder differences.md), [string[]] $said)
$said
