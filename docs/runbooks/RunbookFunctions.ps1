#requires -Version 7.4
# What the runbooks beside it share: where snapshots come from, and what a failure means to a scheduler. They dot-source it rather than import a module, because
# Get-EC2Snapshot has to see the variables that Set-AWSCredential has set in the scope that calls.

$mayPass = 'Throttled', 'ServiceUnavailable', 'EndpointUnreachable', 'ConnectionBroken', 'RequestTimedOut', 'ResponseUnreadable', 'SnapshotPending'

<#
.SYNOPSIS
    Gets the parameters that say where to ask and as whom, as far as they were given, for Get-EC2Snapshot and the module's commands alike.
#>
function Get-RunbookAccount([string] $Region, [string] $ProfileName) {
    $account = @{}
    if ($Region) { $account.Region = $Region }
    if ($ProfileName) { $account.ProfileName = $ProfileName }
    $account
}

<#
.SYNOPSIS
    Gets what EC2 says of snapshots: from a file, or else of all that the account owns.
.DESCRIPTION
    A file whose name ends in .json is what 'aws ec2 describe-snapshots' prints, or an array of such objects. Any other is a CSV. Both have SnapshotId, VolumeId
    and StartTime, and State and StorageTier if they are to be looked at.
#>
function Get-RunbookSnapshot {
    [CmdletBinding()]
    param(
        [string] $Path,

        # What Get-RunbookAccount gives.
        [hashtable] $Account = @{}
    )

    if (-not $Path) {
        if (-not (Get-Command Get-EC2Snapshot -ErrorAction Ignore)) {
            $missing = [System.InvalidOperationException]::new('There is no Get-EC2Snapshot here, of the module AWS.Tools.EC2: pipe snapshots in, or give -SnapshotPath.')
            throw [System.Management.Automation.ErrorRecord]::new($missing, 'SnapshotSourceMissing', 'ObjectNotFound', $null)
        }
        return Get-EC2Snapshot -OwnerId self @Account
    }

    if ([System.IO.Path]::GetExtension($Path) -eq '.json') {
        $read = Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json
        return $read.Snapshots ?? $read
    }
    Import-Csv -LiteralPath $Path
}

<#
.SYNOPSIS
    Gets the snapshots that can be listed, oldest first: completed, in the standard tier, and no copies, of which EC2 does not say the volume.
#>
function Select-ListableSnapshot([psobject[]] $Snapshot) {
    $Snapshot.Where{ "$($_.State)" -in '', 'completed' -and "$($_.StorageTier)" -ne 'archive' -and $_.VolumeId -ne 'vol-ffffffff' } |
        Sort-Object { ([datetime] $_.StartTime).ToUniversalTime() }
}

<#
.SYNOPSIS
    Gets the part of an error's id that stays the same: AccessDenied, Throttled and so on.
#>
function Get-FailureId([System.Management.Automation.ErrorRecord] $Failure) {
    $Failure.FullyQualifiedErrorId.Split(',')[0]
}

<#
.SYNOPSIS
    Gets an error as one line: its id, what happened, what to do.
#>
function Get-FailureText([System.Management.Automation.ErrorRecord] $Failure) {
    $id = Get-FailureId $Failure
    # What is thrown as a string has itself as its id.
    $prefix = "$Failure".StartsWith($id) ? '' : "${id}: "
    "$prefix$Failure $($Failure.ErrorDetails.RecommendedAction)".Trim()
}

<#
.SYNOPSIS
    Gets the exit code for what failed: 75 where some of it may pass, 1 where none of it does, 0 where there is nothing.
#>
function Get-FailureExitCode([string[]] $Id) {
    $Id.Where{ $_ -in $mayPass } ? 75 : $Id ? 1 : 0
}

<#
.SYNOPSIS
    Gets a number of bytes as a person reads it, in any culture alike.
#>
function Format-Size([double] $Bytes) {
    $unit, $name = $Bytes -ge 1TB ? (1TB, 'TiB') : $Bytes -ge 1GB ? (1GB, 'GiB') : $Bytes -ge 1MB ? (1MB, 'MiB') : (1KB, 'KiB')
    "$([Math]::Round($Bytes / $unit, 2)) $name"
}
