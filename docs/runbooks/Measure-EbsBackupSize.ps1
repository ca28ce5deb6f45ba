<#
.SYNOPSIS
    Sizes an incremental backup of volumes from the snapshots that they have: the first full backup, each increment, what a retention stores, how long it takes, what reading it costs.
.DESCRIPTION
    The newest snapshot of each volume is listed whole: that is the first backup. Each of its snapshots is compared with the one before it: those are the increments.

    It assumes that
    - backups are as far apart as the snapshots were. Fewer backups store less than this says, as a block that changes twice between two of them is stored once;
    - the volume goes on changing as it did between these snapshots, and stays as full as the newest is;
    - the oldest backup of a retention is whole, by itself or merged: it stores one full backup and an increment for each of the others;
    - whole blocks of 512 KiB are read and stored, without compression or deduplication, which make it less;
    - the throughput is held from begin to end, and nothing but list and read requests is paid: no data transfer, no storage.

    Emits an object for each volume, in bytes, time spans and US dollars; the sums and what they assume are information for the log. What rests on increments is empty
    where a volume has one snapshot alone. A volume of which something cannot be listed is a warning, and the others are sized all the same.

    Exit code 0: all volumes are sized. 1: some could not be. 75: some could not be for a reason that may pass; run it again.
.PARAMETER Retention
    How many backups are kept.
.PARAMETER Throughput
    How fast blocks are read and stored, in MiB a second.
.PARAMETER VolumeId
    The volumes to size; all that have snapshots unless given.
.PARAMETER Snapshot
    Snapshots as Get-EC2Snapshot emits them. Without them and -SnapshotPath, all that the account owns are asked for.
.PARAMETER SnapshotPath
    A file of snapshots instead: a CSV with SnapshotId, VolumeId, StartTime, State and StorageTier, or what 'aws ec2 describe-snapshots' prints, as .json.
.PARAMETER ListPricePerThousand
    What a thousand list requests cost, in US dollars; in us-east-1 unless given.
.PARAMETER ReadPricePerThousand
    What a thousand GetSnapshotBlock requests cost, in US dollars; in us-east-1 unless given.
.PARAMETER Region
    The Region of the snapshots; that of the session or the environment unless given.
.PARAMETER ProfileName
    The AWS profile to sign in with; what the session or the environment has unless given.
.PARAMETER RetryTimeout
    For how many seconds one request is tried again.
.EXAMPLE
    ./Measure-EbsBackupSize.ps1 -Retention 30 -Throughput 250
.EXAMPLE
    ./Measure-EbsBackupSize.ps1 -VolumeId vol-0cccccccccccccccc -SnapshotPath snapshots.json | Format-List
#>

#requires -Version 7.4
[CmdletBinding()]
param(
    [ValidateRange(1, 10000)] [int] $Retention = 30,
    [ValidateRange(0.001, 1000000)] [double] $Throughput = 100,
    [string[]] $VolumeId,
    [Parameter(ValueFromPipeline)] [psobject] $Snapshot,
    [string] $SnapshotPath,
    [decimal] $ListPricePerThousand = 0.0006,
    [decimal] $ReadPricePerThousand = 0.003,
    [string] $Region,
    [string] $ProfileName,
    [ValidateRange(0, 86400)] [int] $RetryTimeout = 300
)
begin {
    $ErrorActionPreference = 'Stop'
    if (-not $PSBoundParameters.ContainsKey('InformationAction')) { $InformationPreference = 'Continue' }
    . "$PSScriptRoot/RunbookFunctions.ps1"
    $snapshots = [System.Collections.Generic.List[psobject]]::new()
    $failures = [System.Collections.Generic.List[string]]::new()

    function Get-Duration($Bytes) {
        if ($null -ne $Bytes) { [timespan]::FromSeconds([Math]::Ceiling($Bytes / 1MB / $Throughput)) }
    }

    function ConvertTo-BackupSize([psobject] $Full, [psobject[]] $Increment) {
        $total = $mean = $largest = $days = $price = $null
        if ($Increment) {
            $total = Get-Sum $Increment LogicalBytes
            $mean = [long] ($total / $Increment.Count)
            $largest = [long] ($Increment | Measure-Object LogicalBytes -Maximum).Maximum
            $begin, $end = $Increment[0].FirstStartTime, $Increment[-1].SecondStartTime
            $days = $begin -and $end ? ($end - $begin).TotalDays : $null
            $price = [Math]::Round(((Get-Sum $Increment EstimatedListingPrice) + (Get-Sum $Increment EstimatedReadPrice)) / $Increment.Count, 7)
        }
        [pscustomobject]@{
            VolumeId              = $Full.VolumeId
            VolumeSize            = $Full.VolumeSize
            FullBytes             = $Full.LogicalBytes
            FullTime              = Get-Duration $Full.LogicalBytes
            FullPrice             = $Full.EstimatedListingPrice + $Full.EstimatedReadPrice
            IncrementCount        = @($Increment).Where{ $_ }.Count
            IncrementBytes        = $mean
            LargestIncrementBytes = $largest
            BytesPerDay           = $days ? [long] ($total / $days) : $null
            IncrementTime         = Get-Duration $mean
            IncrementPrice        = $price
            StoredBytes           = $Increment ? $Full.LogicalBytes + ($Retention - 1) * $mean : $null
        }
    }
}
process {
    foreach ($one in $Snapshot) { $snapshots.Add($one) }
}
end {
    try {
        $account = Get-RunbookAccount $Region $ProfileName
        $described = @(Get-RunbookSnapshot ($MyInvocation.ExpectingInput -or $snapshots ? $snapshots : $null) $SnapshotPath $account)
        $settings = $account + @{ RetryTimeout = $RetryTimeout; ListPricePerThousand = $ListPricePerThousand; ReadPricePerThousand = $ReadPricePerThousand }

        $chains = @(Select-ListableSnapshot $described | Group-Object VolumeId | Sort-Object Name)
        if (-not $chains -and -not $VolumeId) {
            Write-Warning 'There is no snapshot to size a backup by. Is it the right Region, and the right account?'
            exit (Get-FailureExitCode NothingToDo)
        }
        # With pwsh -File a list arrives as one string.
        $names = $chains.ForEach{ $_.Name }
        $wanted = $VolumeId ? $VolumeId.Split(',').Trim() : $names
        foreach ($id in $wanted.Where{ $_ -notin $names }) {
            Write-Warning "${id}: none of its snapshots can be listed"
            $failures.Add('SnapshotMissing')
        }
        $sizes = foreach ($chain in $chains.Where{ $_.Name -in $wanted }) {
            $full = Invoke-Listing { $chain.Group[-1] | Measure-EbsSnapshotDelta -IncludeBaseline @settings -ErrorAction Continue }
            $increments = Invoke-Listing { if ($chain.Count -gt 1) { $chain.Group | Measure-EbsSnapshotDelta @settings -ErrorAction Continue } }
            $failed = $full.Failed + $increments.Failed
            if (-not $failed) { ConvertTo-BackupSize $full.Output $increments.Output }
            foreach ($failure in $failed) {
                Write-Warning "$($chain.Name): $(Get-FailureText $failure)"
                $failures.Add((Get-FailureId $failure))
            }
        }
        $sizes = @($sizes)
        $sizes

        $time = [timespan]::FromSeconds((Get-Sum $sizes.ForEach{ $_.FullTime } TotalSeconds))
        $changing = @($sizes | Where-Object IncrementCount)
        Write-Information "First backup: $(Format-Size (Get-Sum $sizes FullBytes)), $time at $Throughput MiB/s; volumes: $($sizes.Count)"
        Write-Information "Increment: $(Format-Size (Get-Sum $changing IncrementBytes)); $Retention backups: $(Format-Size (Get-Sum $changing StoredBytes)); volumes with increments: $($changing.Count)"
        Write-Information 'Assumes backups as far apart as the snapshots, change that goes on so, the oldest kept whole, no compression or deduplication'
        exit (Get-FailureExitCode $failures)
    } catch {
        [Console]::Error.WriteLine((Get-FailureText $_))
        exit (Get-FailureExitCode (Get-FailureId $_))
    }
}
