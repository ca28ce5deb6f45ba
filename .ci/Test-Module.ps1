<#
.SYNOPSIS
    Runs the Pester tests on an installed module in a session as users have them.
.DESCRIPTION
    The session is a pwsh of its own in a folder that looks like a clone after a build, but for its name. What it sees of the machine is what a
    stranger's would show it: another culture, a temporary folder and a home with blanks in their paths, none of our AWS settings.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The folder that holds EbsChangedBlocks/<version>.
    [Parameter(Mandatory)]
    [string] $ModulePath,

    # The folder of LocalEbs.dll.
    [Parameter(Mandatory)]
    [string] $LocalEbsPath,

    # The folder that holds Pester.
    [Parameter(Mandatory)]
    [string] $PesterPath,

    # The file for the results, as NUnit 3 writes them; the exit code is the number of tests that failed.
    [Parameter(Mandatory)]
    [string] $ResultPath,

    [string] $Culture = 'de-DE',

    # What the folder of the session is called.
    [string] $FolderName = 'a clone',

    # As a user who cannot write to a home; for root, who can write anywhere, as nobody.
    [switch] $ReadOnlyHome
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$base = Join-Path ([System.IO.Path]::GetTempPath()) "ebs-$([System.IO.Path]::GetRandomFileName())"
$session = Join-Path $base $FolderName
$pwsh = $PSHOME

function Copy-Into([string] $Source, [string] $Target) {
    $folder = [System.IO.Path]::GetDirectoryName((Join-Path $session $Target))
    $null = [System.IO.Directory]::CreateDirectory($folder)
    Copy-Item -LiteralPath $Source -Destination (Join-Path $session $Target) -Recurse
}

try {
    foreach ($part in 'README.md', 'CHANGELOG.md', 'build.ps1', '.ci', '.gitignore', 'EbsChangedBlocks.psd1', 'EbsChangedBlocks.slnx', 'docs', 'tests/Pester', 'tests/Live') {
        Copy-Into (Join-Path $root $part) $part
    }
    Copy-Into $ModulePath output
    # PowerShell itself finds nothing by name where a module path has brackets.
    $modules = Join-Path $session output
    if ($FolderName -match '\[') {
        $modules = "$base/modules"
        Copy-Item -LiteralPath $ModulePath $modules -Recurse
    }
    Copy-Item $root/output/*.nupkg, $root/output/*.cdx.json -Destination (Join-Path $session output)
    Copy-Into $LocalEbsPath artifacts/bin/LocalEbs/debug
    Copy-Into $PesterPath artifacts/bin/Pester
    # Get-Help fails where its own folders in the home are not there and cannot be made.
    foreach ($own in 'temp', 'home/.local/share/powershell/Modules', 'home/.config/powershell', 'home/.cache/powershell') {
        $null = [System.IO.Directory]::CreateDirectory((Join-Path $session $own))
    }

    $command = @()
    if ($ReadOnlyHome) {
        chmod -R a-w "$session/home"
        if ((id -u) -eq 0) {
            # What is root's own, such as the packages of its tools, is closed to others.
            Copy-Item $PSHOME "$base/pwsh" -Recurse
            $pwsh = "$base/pwsh"
            chmod a+x $pwsh/pwsh
            chown -R 65534:65534 $base
            $command = 'setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'
        }
    }
    $command += "$pwsh/pwsh", '-NoProfile', '-NonInteractive', '-File', (Join-Path $session tests/Pester/Invoke-Suite.ps1), '-PesterPath', (Join-Path $session artifacts/bin/Pester), '-ResultPath', "$base/results.xml"

    $start = [System.Diagnostics.ProcessStartInfo]::new($command[0])
    $command[1..$command.Count].ForEach{ $start.ArgumentList.Add($_) }
    $start.WorkingDirectory = $session
    foreach ($name in @($start.Environment.Keys -match '^(AWS|XDG)_') + 'PSModulePath') {
        $null = $start.Environment.Remove($name)
    }
    $start.Environment['EBS_TEST_MODULES'] = $modules
    $start.Environment['EBS_TEST_CULTURE'] = $Culture
    # .NET takes its culture from here; Windows asks the user's settings instead.
    $start.Environment['LC_ALL'] = $Culture.Replace('-', '_') + '.UTF-8'
    foreach ($name in $IsWindows ? ('TEMP', 'TMP') : 'TMPDIR') {
        $start.Environment[$name] = Join-Path $session temp
    }
    if (-not $IsWindows) {
        $start.Environment['HOME'] = Join-Path $session home
        if (-not $ReadOnlyHome) {
            $start.Environment['EBS_TEST_HOME'] = Join-Path $session home
        }
    }

    $process = [System.Diagnostics.Process]::Start($start)
    $process.WaitForExit()
    $null = New-Item (Split-Path $ResultPath) -ItemType Directory -Force
    Copy-Item -LiteralPath "$base/results.xml" $ResultPath
    exit $process.ExitCode
} finally {
    Remove-Item -LiteralPath $base -Recurse -Force -ErrorAction Continue
}
