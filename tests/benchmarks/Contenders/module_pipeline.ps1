<#
.SYNOPSIS
    Runs a pipeline of the module in a pwsh as users have it, and prints what it cost, as one line of JSON.
#>
param([string] $Manifest, [string] $Pipeline)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../benchmarks.dll"
$run = [scriptblock]::Create("Import-Module '$Manifest'; $Pipeline")
$start = [System.Diagnostics.Stopwatch]::GetTimestamp()
$result = & $run | Select-Object -Last 1
[Benchmarks.Contenders.CountingSink]::PrintCost($start, $result)
