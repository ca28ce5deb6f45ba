<#
.SYNOPSIS
    Everything that is done with this repository, by name.
.DESCRIPTION
    Build       builds all, and assembles the module in output/EbsChangedBlocks/<version>.
    Test        builds, packs and installs the module, runs the .NET tests and the Pester tests on what was installed, and ends with a line that
                counts both. The results are in output/TestResults, as NUnit 3 writes them.
    Analyze     runs PSScriptAnalyzer over every script; any finding fails.
    Docs        makes the module's help from docs/en-US; where CI is set, it only checks that this was done.
    Package     makes output/EbsChangedBlocks.<version>.nupkg and its bill of materials (.cdx.json), and installs it in artifacts/installed.
    Publish     publishes that package to a repository; docs/publishing.md tells what has to be done before.
    Demo        lists what differs between two disk images, in a few commands, without AWS.
    Prompt      leaves you at a prompt where the examples of README and help can be typed, without AWS.
    Clean       removes what was built.

    Analyze and Docs use tools of the PowerShell Gallery in the versions of .ci/tools.psd1. Those that no module path has are saved in output/tools.
    Everything else comes with the .NET SDK.
.EXAMPLE
    ./build.ps1 -Task Build, Test
.EXAMPLE
    dotnet tool exec powershell --yes -- -NoProfile ./build.ps1 -Task Test

    The same where no pwsh is installed.
.EXAMPLE
    ./build.ps1 -Task Test -EbsSdk AWSSDK.EBS

    Everything on AWS's own client, where a package source has it.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # What to do, in order.
    [ArgumentCompletions('Build', 'Test', 'Analyze', 'Docs', 'Package', 'Publish', 'Demo', 'Prompt', 'Clean')]
    [string[]] $Task = 'Build',

    # Of what is built for work on it; the package is always a release.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # Test runs the Pester tests on every Pester, in more cultures, in a folder with brackets in its name, and as a user with a read-only home too.
    [switch] $AllConditions,

    # Test runs only the tests that use the installed module, and tells what they reach of it, in output/coverage.cobertura.xml too.
    [switch] $Coverage,

    # The client of EBS to build with: ours, or AWS's package in the version of Directory.Packages.props.
    [ValidateSet('Amazon.EBS', 'AWSSDK.EBS')]
    [string] $EbsSdk = 'Amazon.EBS',

    # Where Publish publishes: the name of a registered repository, such as PSGallery.
    [string] $Repository,

    # The key that this repository asks for; what is in the environment variable PSGALLERY_API_KEY unless given.
    [securestring] $ApiKey
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$bin = "$PSScriptRoot/artifacts/bin"
$built = $Configuration.ToLowerInvariant()
$installed = "$PSScriptRoot/artifacts/installed"
$results = "$PSScriptRoot/output/TestResults"

# pwsh -File, as the .NET SDK starts it too, hands over 'A,B' or 'A, B' as one string.
$Task = $Task.Split(',').Trim()
$tasks = 'Build', 'Test', 'Analyze', 'Docs', 'Package', 'Publish', 'Demo', 'Prompt', 'Clean'
$unknown = $Task.Where{ $_ -notin $tasks }
if ($unknown) {
    throw "There is no task '$($unknown -join "', '")'. There are $($tasks -join ', ')."
}

# The SDK may have started this pwsh, and only it may know where .NET is: pwsh's own executable, which jobs start, would look elsewhere.
if ((Split-Path ([System.Environment]::ProcessPath) -LeafBase) -eq 'dotnet') {
    $env:DOTNET_ROOT ??= Split-Path ([System.Environment]::ProcessPath)
}

# Restores the module alone, for a plain word where no source has the package.
function Confirm-EbsSdk {
    $PSNativeCommandUseErrorActionPreference = $false
    $said = dotnet restore src/EbsChangedBlocks
    if ($LASTEXITCODE -ne 0) {
        $said | Out-Host
        throw "$said" -match 'NU110[12]' ? "No package source has $EbsSdk in the version of Directory.Packages.props." : "$EbsSdk could not be restored."
    }
}

# In a pwsh of its own, because a binary module cannot be unloaded.
function Invoke-Example([string] $Name) {
    foreach ($project in 'src/EbsChangedBlocks', 'src/LocalEbs') {
        dotnet build $project --configuration Debug --verbosity minimal -consoleLoggerParameters:NoSummary
    }
    & "$PSHOME/pwsh" -NoProfile -File "docs/examples/$Name.ps1"
}

function Install-OwnPackage {
    Remove-Item output/*.nupkg, output/*.cdx.json -ErrorAction Ignore
    dotnet pack src/EbsChangedBlocks --output output
    ./.ci/Export-Sbom.ps1
    ./.ci/Install-Package.ps1 $installed
}

function Get-PesterArgument([string] $Pester, [string[]] $Condition) {
    $name = @($Pester) + $Condition -join ' '
    '-NoProfile', '-File', "$PSScriptRoot/.ci/Test-Module.ps1", $installed, "$bin/LocalEbs/$built", "$bin/$Pester/$built", "$results/$name.xml" + $Condition
}

function Get-ConditionArgument {
    , (Get-PesterArgument Pester5)
    foreach ($culture in 'en-US', 'th-TH', 'tr-TR', 'ar-SA') {
        , (Get-PesterArgument Pester6 '-Culture', $culture)
    }
    , (Get-PesterArgument Pester6 '-FolderName', 'a [clone]')
    if (-not $IsWindows) {
        , (Get-PesterArgument Pester6 '-ReadOnlyHome')
    }
}

# What runs in a load context of its own is counted where it is installed, not where a test project has a copy.
function Measure-Coverage {
    $module = (Get-ChildItem $installed/EbsChangedBlocks/*/bin/EbsChangedBlocks.Loader.dll).FullName
    # What is compiled ahead has nothing that counts; without it, what is installed is not the package any more.
    Remove-Item $installed/EbsChangedBlocks/*/bin/net*, output/*.nupkg -Recurse
    dotnet msbuild tests/Module.Tests -target:Cover "-property:Configuration=$Configuration;Built=$built;TargetPath=$module;IncludeTestAssembly=true" `
        '-property:Include=[EbsChangedBlocks*]*;ExcludeAssembliesWithoutSources=None' "-property:CoverletOutputFormat=cobertura;CoverletOutput=$PSScriptRoot/output/"
}

# Says which tests were skipped and why, and counts all; true where none failed.
function Show-Result {
    $runs = (Get-ChildItem $results/*.xml).ForEach{ ([xml] (Get-Content -LiteralPath $_ -Raw)).'test-run' }
    $skipped = $runs.ForEach{ $_.SelectNodes('.//test-case[@result="Skipped"]') }.ForEach{ "skipped: $($_.fullname): $($_.reason.message.InnerText -replace '^Exception: is skipped, because ')" }
    $skipped | Sort-Object -Unique | Out-Host
    $count = @{}
    foreach ($outcome in 'passed', 'failed', 'skipped') {
        $count[$outcome] = ($runs.$outcome | Measure-Object -Sum).Sum
    }
    "$($count.passed) passed, $($count.failed) failed, $($count.skipped) skipped" | Out-Host
    $count.failed -eq 0 -and $count.passed -gt 0
}

Push-Location -LiteralPath $PSScriptRoot
try {
    # MSBuild takes it for a property, in every command that follows.
    $env:EbsSdk = $EbsSdk
    # What is missing is said before anything slow starts.
    if ($EbsSdk -ne 'Amazon.EBS') {
        Confirm-EbsSdk
    }
    switch ($Task) {
        Publish {
            if (-not $Repository) {
                throw "Publish needs -Repository, the name of a registered repository. There are $((Get-PSResourceRepository).Name -join ', ')."
            }
        }
        Analyze { ./.ci/Import-Tool.ps1 PSScriptAnalyzer }
        Docs { ./.ci/Import-Tool.ps1 Microsoft.PowerShell.PlatyPS }
    }

    switch ($Task) {
        Build {
            dotnet build --configuration $Configuration
        }
        Test {
            Remove-Item $results -Recurse -Force -ErrorAction Ignore
            dotnet build --configuration $Configuration
            Install-OwnPackage

            $env:EBS_TEST_MODULES = $installed
            $env:EBS_TEST_PWSH = "$PSHOME/pwsh"
            if ($Coverage) {
                Measure-Coverage
                continue
            }
            # Which of them failed is in the results.
            $PSNativeCommandUseErrorActionPreference = $false
            # Meanwhile, and shown after the others: these wait for processes most of the time.
            $pester = Start-ThreadJob { & "$using:PSHOME/pwsh" @args 2>&1; $LASTEXITCODE } -ArgumentList (Get-PesterArgument Pester6)
            dotnet test --no-build --configuration $Configuration --results-directory $results --report-xunit-nunit --filter-not-trait 'Kind=Table'
            $exitCodes = @($LASTEXITCODE)
            $said = $pester | Receive-Job -Wait -AutoRemoveJob
            $said | Select-Object -SkipLast 1
            $exitCodes += $said[-1]

            foreach ($arguments in $AllConditions ? (Get-ConditionArgument) : @()) {
                & "$PSHOME/pwsh" @arguments
                $exitCodes += $LASTEXITCODE
            }
            if (-not (Show-Result) -or $exitCodes -ne 0) {
                exit 1
            }
        }
        Analyze {
            dotnet build src/EbsChangedBlocks --configuration $Configuration
            ./.ci/Test-Script.ps1
        }
        Docs {
            ./.ci/Update-Help.ps1 -Check:([bool] $env:CI)
        }
        Package {
            Install-OwnPackage
        }
        Publish {
            & "$PSScriptRoot/.ci/Publish-Package.ps1" $Repository $ApiKey
        }
        Demo {
            Invoke-Example Demo
        }
        Prompt {
            Invoke-Example Prompt
        }
        Clean {
            dotnet clean --configuration $Configuration
            Remove-Item output, artifacts -Recurse -Force -ErrorAction Ignore
        }
    }
} finally {
    # Not for the session that called: its next 'dotnet test' is about what it builds.
    Remove-Item Env:/EBS_TEST_*, Env:/EbsSdk -ErrorAction Ignore
    Pop-Location
}
