#requires -Version 7.4
# For tests of runbooks: docs/testing-runbooks.md. Lies beside LocalEbs.dll wherever LocalEbs is built or published to.

<#
.SYNOPSIS
    Serves snapshots on a port of 127.0.0.1, and points the AWS environment variables of this session at it.
.DESCRIPTION
    Returns once the server answers. Keep what it returns for Stop-LocalEbsServer, which ends the server and puts the
    variables back.
    Jobs and programs that are started meanwhile inherit the variables.
.EXAMPLE
    $server = Start-LocalEbsServer 'snap-a=synthetic:8GiB', 'snap-b=snap-a,changed=1%'
.EXAMPLE
    $server = Start-LocalEbsServer 'snap-a=before.img', 'snap-b=after.img' -Fault '1-2:throttle', '5%:reset' -Quota 50
#>
function Start-LocalEbsServer {
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType('LocalEbsServer')]
    param(
        # Snapshots, each an id and what it stands for: an image file or a described volume. A child comes after its
        # parent.
        [Parameter(Mandatory, Position = 0)]
        [string[]] $Snapshot,

        # What goes wrong, and when, such as '3:throttle'.
        [string[]] $Fault = @(),

        # Listing requests a second before the server throttles, such as 50.
        [string] $Quota,

        # Where to serve; a free port unless given.
        [ValidateRange(0, 65535)]
        [int] $Port = 0,

        # A file that gets a line for each request as soon as it is answered, for a test that counts them; one that is
        # there is replaced.
        [string] $LogPath,

        # Further options as the command line takes them, such as '--latency', '20ms'.
        [string[]] $ArgumentList = @()
    )

    if (-not $PSCmdlet.ShouldProcess('127.0.0.1', "Serve $($Snapshot.Count) snapshots")) {
        return
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    # A program's folder is the process's, not the session's: images are named as the session sees them.
    $start.WorkingDirectory = (Get-Location -PSProvider FileSystem).ProviderPath
    $arguments = @(
        "$PSScriptRoot/LocalEbs.dll", '--port', "$Port"
        $Snapshot.ForEach{ '--snapshot', $_ }
        $Fault.ForEach{ '--fault', $_ }
    )
    if ($Quota) {
        $arguments += '--quota', $Quota
    }
    $log = [System.IO.Stream]::Null
    if ($LogPath) {
        $arguments += '--log'
        $log = [System.IO.FileStream]::new(
            $PSCmdlet.GetUnresolvedProviderPathFromPSPath($LogPath), 'Create', 'Write', 'Read', 0)
    }
    foreach ($argument in $arguments + $ArgumentList) {
        $start.ArgumentList.Add($argument)
    }

    $process = [System.Diagnostics.Process]::Start($start)
    $line = ''
    $wanted = @{ AWS_SESSION_TOKEN = $null; AWS_PROFILE = $null; AWS_IGNORE_CONFIGURED_ENDPOINT_URLS = $null }
    while ($line -ne 'Ctrl+C stops it.') {
        $line = $process.StandardOutput.ReadLine()
        if ($null -eq $line) {
            $log.Dispose()
            throw "LocalEbs did not start: $($process.StandardError.ReadToEnd().Trim())"
        }
        if ($line -match "^ +export (\w+)='(.*)'$") {
            $wanted[$Matches[1]] = $Matches[2]
        }
    }
    # The server does not repeat the secrets that it was given.
    foreach ($secret in
        @{ AWS_SECRET_ACCESS_KEY = '--secret-key'; AWS_SESSION_TOKEN = '--session-token' }.GetEnumerator()) {
        $at = $ArgumentList.IndexOf($secret.Value)
        if ($at -ge 0) {
            $wanted[$secret.Key] = $ArgumentList[$at + 1]
        }
    }
    # A full pipe would stop it.
    $logging = $process.StandardOutput.BaseStream.CopyToAsync($log)
    $null = $process.StandardError.BaseStream.CopyToAsync([System.IO.Stream]::Null)

    [pscustomobject]@{
        PSTypeName  = 'LocalEbsServer'
        EndpointUrl = [uri] $wanted.AWS_ENDPOINT_URL_EBS
        Process     = $process
        Log         = $log
        Logging     = $logging
        Previous    = Switch-Environment $wanted
    }
}

<#
.SYNOPSIS
    Ends a server that Start-LocalEbsServer has started, and puts the environment variables back.
#>
function Stop-LocalEbsServer {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        # What Start-LocalEbsServer returned; nothing where it did not get that far, so that AfterAll need not ask.
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [AllowNull()]
        [psobject] $Server
    )

    process {
        if ($Server -and $PSCmdlet.ShouldProcess($Server.EndpointUrl, 'Stop')) {
            $Server.Process.Kill()
            $Server.Process.WaitForExit()
            $Server.Logging.Wait()
            $Server.Log.Dispose()
            $Server.Process.Dispose()
            $null = Switch-Environment $Server.Previous
        }
    }
}

<#
.SYNOPSIS
    Makes a small disk image: each block of 512 KiB that is named holds its number as its content, all others are
    unwritten.
.EXAMPLE
    New-LocalEbsImage before.img @{ 0 = 1; 1 = 1 }
    New-LocalEbsImage after.img @{ 0 = 1; 1 = 2; 7 = 1 }

    Block 1 differs, and block 7 is new.
#>
function New-LocalEbsImage {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        # The file; one that is there is replaced.
        [Parameter(Mandatory, Position = 0)]
        [string] $Path,

        # Block index, from 0, and content, 1 to 255.
        [Parameter(Mandatory, Position = 1)]
        [System.Collections.IDictionary] $Block
    )

    if ($PSCmdlet.ShouldProcess($Path, 'Create image')) {
        $image = [System.IO.File]::Create($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path))
        try {
            foreach ($index in $Block.Keys) {
                $image.Position = [long] $index * 512KB
                $image.WriteByte($Block[$index])
            }
        } finally {
            $image.Dispose()
        }
    }
}

function Switch-Environment([System.Collections.IDictionary] $Value) {
    $previous = @{}
    foreach ($name in $Value.Keys) {
        $previous[$name] = [System.Environment]::GetEnvironmentVariable($name)
        # A plain $null would be passed as an empty string, and leave the variable there.
        [System.Environment]::SetEnvironmentVariable($name, $Value[$name] ?? [NullString]::Value)
    }
    $previous
}

Export-ModuleMember -Function Start-LocalEbsServer, Stop-LocalEbsServer, New-LocalEbsImage
