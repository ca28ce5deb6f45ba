<#
.SYNOPSIS
    Lists one shard of what changed, of many pairs of snapshots in many accounts and Regions or of one pair, into a CSV file.
.DESCRIPTION
    Every machine runs the same command; which shard is its own it learns from -ShardIndex and -ShardCount, or from AWS Batch.

    A file of pairs is cut by profile and Region first, since that is what quotas are of: with as many of these as shards or more, each is wholly one shard's, so that as few
    as possible share a quota. With more shards than these, the shards of one take its pairs in turn; with more shards than pairs, each lists a range of the block indexes of
    one. What a shard has in up to eight places it lists at once. One pair is cut into ranges alone. Ranges of a pair are of equal length, and the last has no end, so the
    shards together are the whole even if -VolumeSize is not what it was.

    The file is called shard-<index>-of-<count>.csv, and has that name only when it is complete. In the order of their names the files of one pair are ascending.
    Until then each run has files of its own, so two at once cannot spoil each other's; one that is killed leaves .partial files behind.

    Beside it, written last, shard-<index>-of-<count>.json says what the shard is: of which input, by its digest; which ranges of which pairs, and how many blocks of each, in
    the order of the rows; the digest of the file. Join-EbsShard.ps1 proves by these that all shards together are the whole.

    A shard that is there already, of the same input and as it was written, is not listed again.

    Exit code 0: the shard is listed, or was so already. 75: it failed for a reason that may pass, and the same command may be run again. 1: it failed for good. 4: there is no
    pair in the file.
.PARAMETER FirstSnapshotId
    The earlier snapshot.
.PARAMETER SecondSnapshotId
    The later snapshot.
.PARAMETER VolumeSize
    The size of the volume in GiB, as Get-EC2Snapshot gives it.
.PARAMETER PairPath
    A file of pairs: a CSV with the columns First and Second, and where they are needed Region, ProfileName and VolumeSize, which spares a request where a pair is cut; or two ids a
    line, parted by a comma. All machines have to have the same.
.PARAMETER OutputFolder
    A folder, for instance on a file system that the machines share.
.PARAMETER ShardIndex
    Which shard this is, from 0 on.
.PARAMETER ShardCount
    How many shards there are.
.PARAMETER RequestsPerSecond
    What may be sent a second to each account and Region; the shards that share one keep to their parts of it.
.PARAMETER Region
    The Region of pairs that name none; that of the environment unless given.
.PARAMETER ProfileName
    The AWS profile to sign in with for pairs that name none; what the session or the environment has unless given.
.PARAMETER RetryTimeout
    For how many seconds one request is tried again.
.PARAMETER Force
    Lists again what is there already.
.EXAMPLE
    ./Export-EbsChangedBlock.ps1 -PairPath /lists/pairs.csv -OutputFolder /lists
.EXAMPLE
    ./Export-EbsChangedBlock.ps1 -First snap-0aaaaaaaaaaaaaaaa -Second snap-0bbbbbbbbbbbbbbbb -VolumeSize 16384 -ShardIndex 2 -ShardCount 8 -OutputFolder /lists
#>

#requires -Version 7.4
[CmdletBinding(DefaultParameterSetName = 'Range', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Range')] [Alias('First')] [string] $FirstSnapshotId,
    [Parameter(Mandatory, ParameterSetName = 'Range')] [Alias('Second')] [string] $SecondSnapshotId,
    [Parameter(Mandatory, ParameterSetName = 'Range')] [ValidateRange(1, 65536)] [int] $VolumeSize,
    [Parameter(Mandatory, ParameterSetName = 'Pair')] [string] $PairPath,
    [Parameter(Mandatory)] [string] $OutputFolder,
    [ValidateRange(0, 9999)] [int] $ShardIndex = [int] $env:AWS_BATCH_JOB_ARRAY_INDEX,
    [ValidateRange(1, 10000)] [int] $ShardCount = [Math]::Max(1, [int] $env:AWS_BATCH_JOB_ARRAY_SIZE),
    [ValidateRange(0.1, 50)] [double] $RequestsPerSecond = 40,
    [string] $Region,
    [string] $ProfileName,
    [ValidateRange(0, 86400)] [int] $RetryTimeout = 300,
    [switch] $Force
)
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/RunbookFunctions.ps1"
. "$PSScriptRoot/ShardFunctions.ps1"

# Of the same input, and as it was written.
function Test-OwnOutput([string] $File, [string] $InputSha256) {
    if (-not [System.IO.File]::Exists("$File.json") -or -not [System.IO.File]::Exists("$File.csv")) { return $false }

    $manifest = Read-ShardManifest "$File.json"
    $manifest -and $manifest.InputSha256 -eq $InputSha256 -and $manifest.Sha256 -eq (Get-FileSha256 "$File.csv")
}

# Gives of each place its number and what its parts were.
function Export-ShardPlace([psobject[]] $Place, [hashtable] $Settings) {
    if ($Place.Count -eq 1) {
        return [pscustomobject]@{ Number = 0; Parts = @(Export-ShardPart $Place[0].Parts $Place[0].Path @Settings) }
    }

    # What the session says of accounts and proxies, other runspaces do not see.
    $session = Get-Variable StoredAWSCredentials, StoredAWSRegion, AWSProxy -ErrorAction Ignore
    $defaults, $verbosity = $PSDefaultParameterValues, $VerbosePreference
    $module, $folder = (Get-Command Get-EbsChangedBlock).Module.Path, $PSScriptRoot
    $Place | ForEach-Object -ThrottleLimit 8 -Parallel {
        $place = $_
        try {
            $ErrorActionPreference = 'Stop'
            $VerbosePreference = $using:verbosity
            $PSDefaultParameterValues = [System.Management.Automation.DefaultParameterDictionary]::new($using:defaults)
            $using:session | ForEach-Object { Set-Variable $_.Name $_.Value }
            Import-Module $using:module -Verbose:$false
            . "$using:folder/RunbookFunctions.ps1"
            . "$using:folder/ShardFunctions.ps1"
            $settings = $using:Settings
            [pscustomobject]@{ Number = $place.Number; Parts = @(Export-ShardPart $place.Parts $place.Path @settings) }
        } catch {
            $_
        }
    } | ForEach-Object {
        # Ends the others, since the shard cannot be complete any more.
        if ($_ -is [System.Management.Automation.ErrorRecord]) { throw $_ }
        $_
    }
}

# What one run has in one place, a file each; those after the first are appended to it.
function Get-ShardPlace([psobject[]] $Part, [string] $Path) {
    $places = [System.Collections.Generic.List[psobject]]::new()
    $name = $null
    foreach ($one in $Part) {
        $before, $name = $name, "$($one.Pair.Region),$($one.Pair.ProfileName)"
        if ($name -cne $before) {
            $number = $places.Count
            $places.Add([pscustomobject]@{ Number = $number; Path = $number ? "$Path.$number" : $Path; Parts = [System.Collections.Generic.List[psobject]]::new() })
        }
        $places[-1].Parts.Add($one)
    }
    $places
}

function Add-FileContent([string] $Path, [string] $Target) {
    $from, $to = [System.IO.File]::OpenRead($Path), [System.IO.FileStream]::new($Target, 'Append')
    try {
        $from.CopyTo($to)
    } finally {
        $from.Dispose()
        $to.Dispose()
    }
}

$places = @()
$partial = $null
try {
    if ($ShardIndex -ge $ShardCount) { throw "There is no shard $ShardIndex among $ShardCount." }

    $listed = Get-ShardInput $PairPath $FirstSnapshotId $SecondSnapshotId ($PairPath ? '' : $VolumeSize) $Region $ProfileName
    $file = [System.IO.Path]::Combine((Resolve-FullPath $OutputFolder), (Get-ShardName $ShardIndex $ShardCount))
    if (-not $Force -and (Test-OwnOutput $file $listed.Sha256)) {
        "$file.csv: is there; -Force lists it again"
        exit 0
    }
    if (-not $PSCmdlet.ShouldProcess("$file.csv", 'List changed blocks')) { exit 0 }

    $null = Resolve-OutputFolder $OutputFolder

    $partial = "$file.$([guid]::NewGuid().ToString('n')).partial"
    $places = @(Get-ShardPlace @(Get-ShardPart $listed.Pairs $ShardIndex $ShardCount) $partial)
    [System.IO.File]::WriteAllLines($partial, [string[]] $listed.Columns)
    $settings = @{ Columns = $listed.Columns; RequestsPerSecond = $RequestsPerSecond; Settings = @{ RetryTimeout = $RetryTimeout } }
    $done = @(Export-ShardPlace $places $settings | Sort-Object Number).ForEach{ $_.Parts }
    foreach ($place in $places | Select-Object -Skip 1) {
        Add-FileContent $place.Path $partial
        [System.IO.File]::Delete($place.Path)
    }

    $written = [long] ($done.BlockCount | Measure-Object -Sum).Sum
    $manifest = [ordered]@{
        Shard       = $ShardIndex
        ShardCount  = $ShardCount
        InputSha256 = $listed.Sha256
        Sha256      = Get-FileSha256 $partial
        BlockCount  = $written
        Pairs       = @($done)
    }
    [System.IO.File]::WriteAllText("$partial.json", (ConvertTo-Json $manifest -Depth 3))

    # The manifest last: one that is there, and has the digest of the file beside it, says that both are whole.
    [System.IO.File]::Move($partial, "$file.csv", $true)
    [System.IO.File]::Move("$partial.json", "$file.json", $true)
    "$file.csv: $written blocks"
    exit 0
} catch {
    if ($partial) { @($partial; "$partial.json"; $places.ForEach{ $_.Path }).ForEach{ [System.IO.File]::Delete($_) } }
    [Console]::Error.WriteLine("Shard $ShardIndex of ${ShardCount}: $(Get-FailureText $_)")
    exit (Get-FailureExitCode (Get-FailureId $_))
}
