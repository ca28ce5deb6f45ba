<#
.SYNOPSIS
    The repository's dotnet commands and the PowerShell tools around them, for people who live in PowerShell.
.DESCRIPTION
    Build       assembles the module in output/EbsChangedBlocks/<version>.
    Test        runs the .NET tests, then the Pester tests in a pwsh of their own.
    Analyze     runs PSScriptAnalyzer over every script; any finding fails.
    Docs        makes the module's help from docs/en-US; where CI is set, it only checks that this was done.
    Package     makes output/EbsChangedBlocks.<version>.nupkg and runs the Pester tests on the module as unpacked from it.
    Demo        runs the demonstration, which needs neither pwsh nor AWS.
    Clean       removes what was built.

    Test, Analyze, Docs and Package use tools of the PowerShell Gallery in the versions of .ci/tools.psd1. Those that no module
    path has are saved in output/tools.
.EXAMPLE
    ./build.ps1 -Task Build, Test
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # What to do, in order.
    [ValidateSet('Build', 'Test', 'Analyze', 'Docs', 'Package', 'Demo', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

# A pwsh of its own, because a binary module cannot be unloaded.
function Invoke-Pwsh([string] $Script) {
    & ([System.Environment]::ProcessPath) -NoProfile -File $Script -LocalEbsPath "artifacts/bin/LocalEbs/$($Configuration.ToLowerInvariant())"
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        Build {
            dotnet build --configuration $Configuration
        }
        Test {
            dotnet test --configuration $Configuration
            Invoke-Pwsh .ci/Invoke-PesterSuite.ps1
        }
        Analyze {
            dotnet build src/EbsChangedBlocks --configuration $Configuration
            ./.ci/Test-Script.ps1
        }
        Docs {
            ./.ci/Update-Help.ps1 -Check:([bool] $env:CI)
        }
        Package {
            Remove-Item output/*.nupkg -ErrorAction Ignore
            dotnet pack src/EbsChangedBlocks --output output
            dotnet build src/LocalEbs --configuration $Configuration
            Invoke-Pwsh .ci/Test-Package.ps1
        }
        Demo {
            dotnet run --project src/Playground --configuration $Configuration
        }
        Clean {
            dotnet clean --configuration $Configuration
            Remove-Item output, artifacts -Recurse -Force -ErrorAction Ignore
        }
    }
} finally {
    Pop-Location
}
