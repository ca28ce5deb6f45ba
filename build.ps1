<#
.SYNOPSIS
    The repository's dotnet commands, for people who live in PowerShell.
.EXAMPLE
    ./build.ps1 -Task Build, Test
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # What to do, in order.
    [ValidateSet('Build', 'Test', 'Demo', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        Build { dotnet build --configuration $Configuration }
        Test { dotnet test --configuration $Configuration }
        Demo { dotnet run --project src/Playground --configuration $Configuration }
        Clean { dotnet clean --configuration $Configuration }
    }
} finally {
    Pop-Location
}
