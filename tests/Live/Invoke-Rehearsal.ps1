<#
.SYNOPSIS
    Rehearses the acceptance run on this machine, without AWS: moto takes what is written and deleted, LocalEbs serves it to what reads.
.DESCRIPTION
    Complete           the whole run, with -IncludeExpiry
    Interrupted        Ctrl+C (SIGINT) while blocks are put
    InterruptedChecks  Ctrl+C (SIGINT) while the module is checked
    Killed             SIGKILL while blocks are put, and then -Cleanup

    After each, moto must have no snapshot with the run's tag. Nothing of it says anything about AWS.

    It takes moto's server (pip install 'moto[server]') and the AWS CLI. Every request stays on 127.0.0.1. Exit code 0: all went as it should.
.EXAMPLE
    pwsh -NoProfile -File tests/Live/Invoke-Rehearsal.ps1
.EXAMPLE
    pwsh -NoProfile -File tests/Live/Invoke-Rehearsal.ps1 -Case Interrupted, Killed
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # What to rehearse. pwsh -File hands over 'A,B' as one string.
    [string[]] $Case = ('Complete', 'Interrupted', 'InterruptedChecks', 'Killed')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$Case = $Case.Split(',').Trim()
# At which line of the run it gets which signal.
$signals = @{
    Interrupted       = @{ Line = '100 of \d+ blocks'; Number = 2 }
    InterruptedChecks = @{ Line = 'Context Measure-'; Number = 2 }
    Killed            = @{ Line = '100 of \d+ blocks'; Number = 9 }
}
$cases = @('Complete') + ($signals.Keys | Sort-Object)
$unknown = $Case.Where{ $_ -notin $cases }
if ($unknown) {
    throw "There is no case '$($unknown -join "', '")'. There are $($cases -join ', ')."
}
if ($IsWindows -and $Case -match '^Interrupted') {
    throw 'Windows has no signal to interrupt by: -Case Complete, Killed.'
}
foreach ($part in 'Aws', 'Snapshots') {
    . (Join-Path $PSScriptRoot Support "$part.ps1")
}
$moto = Get-Command moto_server -CommandType Application -ErrorAction Ignore
if (-not $moto) {
    throw "moto_server is not on the path: pip install 'moto[server]'"
}
if (-not $IsWindows) {
    Add-Type -Namespace EbsChangedBlocks -Name Signal -MemberDefinition '[DllImport("libc", SetLastError = true)] public static extern int kill(int process, int signal);'
}

function Get-FreePort {
    $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $listener.Start()
    $listener.LocalEndpoint.Port
    $listener.Stop()
}

# A process whose lines go to this host, and into a list.
function Invoke-Process([string] $Path, [string[]] $ArgumentList, [System.Collections.IDictionary] $Environment, [scriptblock] $OnLine) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Path)
    $ArgumentList.ForEach{ $start.ArgumentList.Add($_) }
    foreach ($name in @($start.Environment.Keys -match '^AWS_')) {
        $null = $start.Environment.Remove($name)
    }
    $Environment.GetEnumerator().ForEach{ $start.Environment[$_.Key] = $_.Value }
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    try {
        while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
            $Host.UI.WriteLine("    $line")
            if ($OnLine) {
                & $OnLine $process $line
            }
        }
        $process.WaitForExit()
        $process.ExitCode
    } finally {
        if (-not $process.HasExited) {
            $process.Kill($true)
        }
        $process.Dispose()
    }
}

function Invoke-Case([string] $Name) {
    $Host.UI.WriteLine("REHEARSAL, not AWS: $Name")
    $output = Join-Path ([System.IO.Path]::GetTempPath()) "ebs $([System.IO.Path]::GetRandomFileName())"
    $port = Get-FreePort
    $url = "http://127.0.0.1:$port"
    # AWS's own example keys; and no file of the machine's.
    $environment = @{
        AWS_ENDPOINT_URL            = $url
        AWS_ACCESS_KEY_ID           = 'AKIAIOSFODNN7EXAMPLE'
        AWS_SECRET_ACCESS_KEY       = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
        AWS_REGION                  = 'us-east-1'
        AWS_DEFAULT_REGION          = 'us-east-1'
        AWS_CONFIG_FILE             = Join-Path $output none
        AWS_SHARED_CREDENTIALS_FILE = Join-Path $output none
        AWS_EC2_METADATA_DISABLED   = 'true'
    }
    $start = [System.Diagnostics.ProcessStartInfo]::new($moto.Source)
    ('-H', '127.0.0.1', '-p', "$port").ForEach{ $start.ArgumentList.Add($_) }
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $server = [System.Diagnostics.Process]::Start($start)
    $null = $server.StandardOutput.BaseStream.CopyToAsync([System.IO.Stream]::Null)
    $previous = @{}
    foreach ($one in $environment.Keys) {
        $previous[$one] = [System.Environment]::GetEnvironmentVariable($one)
        [System.Environment]::SetEnvironmentVariable($one, $environment[$one])
    }
    try {
        $said = @(
            do {
                $line = $server.StandardError.ReadLine()
                $line
            } until ($null -eq $line -or $line -match 'Running on')
        )
        if ($null -eq $line) {
            throw "moto_server did not start: $($said -join ' ')"
        }
        # A full pipe would stop it.
        $null = $server.StandardError.BaseStream.CopyToAsync([System.IO.Stream]::Null)
        $run = @('-NoProfile', '-File', (Join-Path $PSScriptRoot Invoke-AcceptanceRun.ps1), '-Rehearsal', '-Force', '-OutputPath', $output)
        $said = [System.Collections.Generic.List[string]]::new()
        $onLine = $null
        $signal = $signals[$Name]
        if (-not $signal) {
            $run += '-IncludeExpiry'
        } else {
            $onLine = {
                param($process, $line)
                $said.Add($line)
                if ($line -match $signal.Line) {
                    $Host.UI.WriteLine("    -> signal $($signal.Number) to the run")
                    if ($IsWindows) {
                        $process.Kill()
                    } else {
                        $null = [EbsChangedBlocks.Signal]::kill($process.Id, $signal.Number)
                    }
                }
            }.GetNewClosure()
        }
        $exitCode = Invoke-Process "$PSHOME/pwsh" $run $environment $onLine
        if (-not $signal) {
            "exit code $exitCode, expected 0"
            $exitCode -eq 0
        } elseif ($signal.Number -eq 2) {
            $isSaid = [bool] ($said -match 'NOT FINISHED')
            "it says that it is not finished: $isSaid"
            $isSaid
        } else {
            "exit code $exitCode, expected other than 0"
            $exitCode -ne 0
        }

        $left = @(Get-TaggedSnapshot us-east-1 | ForEach-Object SnapshotId)
        if ($Name -eq 'Killed') {
            "after the kill moto has $($left.Count) snapshot with the tag"
            # Else nothing was tried.
            $left.Count -eq 1
            $exitCode = Invoke-Process "$PSHOME/pwsh" @('-NoProfile', '-File', (Join-Path $PSScriptRoot Invoke-AcceptanceRun.ps1), '-Cleanup', '-Rehearsal', '-Force', '-OutputPath', $output) $environment
            "exit code of -Cleanup $exitCode, expected 0"
            $exitCode -eq 0
            $left = @(Get-TaggedSnapshot us-east-1 | ForEach-Object SnapshotId)
        }
        "in the end moto has $($left.Count) snapshots with the tag"
        $left.Count -eq 0
        if ($Name -eq 'Complete') {
            $kept = Join-Path (Split-Path (Split-Path $PSScriptRoot)) output/rehearsal
            Remove-Item -LiteralPath $kept -Recurse -Force -ErrorAction Ignore
            Move-Item (Get-ChildItem -LiteralPath $output -Directory)[0].FullName $kept
            "what the run has left behind is in $kept"
        }
    } finally {
        $previous.GetEnumerator().ForEach{ [System.Environment]::SetEnvironmentVariable($_.Key, $_.Value ?? [NullString]::Value) }
        $server.Kill($true)
        $server.Dispose()
        Remove-Item -LiteralPath $output -Recurse -Force -ErrorAction Ignore
    }
}

$isRight = $true
foreach ($name in $Case) {
    foreach ($said in Invoke-Case $name) {
        if ($said -is [bool]) {
            $isRight = $isRight -and $said
        } else {
            "REHEARSAL  ${name}: $said"
        }
    }
}
$isRight ? 'REHEARSAL  all went as it should' : 'REHEARSAL  FAILED'
exit ($isRight ? 0 : 1)
