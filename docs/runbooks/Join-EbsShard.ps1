<#
.SYNOPSIS
    Proves that the shards of Export-EbsChangedBlock.ps1 are together the whole: every pair from its first block to its last, once; and joins them into one file if asked to.
.DESCRIPTION
    What the shards say of themselves (their .json files) is compared with the input and with their rows (their .csv files): every shard is there, under its own number and
    of this input; each pair of the input is covered from block 0 to the end, without a gap and without an overlap; the rows are as many as is said, of the pairs and ranges
    that are said, ascending, and as they were written, by the digest of the file. It takes the same input as the shards did, and no AWS.

    How shards are assigned is not looked at: it is what they cover that is proven.

    The joined file has the rows of all shards, in the order of their numbers; those of a pair are together and ascending. It has its name only when all is proven.

    Exit code 0: the shards are the whole. 1: they are not; a warning says of each fault what is missing, double or wrong, and standard error which shards to list again. 4: there
    is no pair in the file.
.PARAMETER FirstSnapshotId
    The earlier snapshot, as the shards were given it.
.PARAMETER SecondSnapshotId
    The later snapshot, as the shards were given it.
.PARAMETER VolumeSize
    The size of the volume in GiB, as the shards were given it.
.PARAMETER PairPath
    The file of pairs that the shards were given.
.PARAMETER ShardFolder
    Where the shards are.
.PARAMETER ShardCount
    How many shards there are; as many as those say that are there, unless given.
.PARAMETER OutputPath
    The file to join the shards into; none unless given. One that is there is replaced.
.PARAMETER Region
    The Region, if the shards were given it.
.PARAMETER ProfileName
    The AWS profile, if the shards were given it.
.EXAMPLE
    ./Join-EbsShard.ps1 -PairPath /lists/pairs.csv -ShardFolder /lists
.EXAMPLE
    ./Join-EbsShard.ps1 -First snap-0aaaaaaaaaaaaaaaa -Second snap-0bbbbbbbbbbbbbbbb -VolumeSize 16384 -ShardFolder /lists -ShardCount 8 -OutputPath /lists/delta.csv
#>

#requires -Version 7.4
[CmdletBinding(DefaultParameterSetName = 'Range', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Range')] [Alias('First')] [string] $FirstSnapshotId,
    [Parameter(Mandatory, ParameterSetName = 'Range')] [Alias('Second')] [string] $SecondSnapshotId,
    [Parameter(Mandatory, ParameterSetName = 'Range')] [ValidateRange(1, 65536)] [int] $VolumeSize,
    [Parameter(Mandatory, ParameterSetName = 'Pair')] [string] $PairPath,
    [Parameter(Mandatory)] [string] $ShardFolder,
    [ValidateRange(1, 10000)] [int] $ShardCount,
    [string] $OutputPath,
    [string] $Region,
    [string] $ProfileName
)
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/RunbookFunctions.ps1"
. "$PSScriptRoot/ShardFunctions.ps1"

# A folder may have those of an earlier run too, with another number of shards.
function Find-ShardCount([string] $Folder) {
    $names = [System.IO.Directory]::Exists($Folder) ? [System.IO.Directory]::GetFiles($Folder, 'shard-*') : @()
    $counts = @($names -match '-of-\d{5}\.(csv|json)$' -replace '^.*-of-(\d{5})\.\w+$', '$1' | Sort-Object -Unique | ForEach-Object { [int] $_ })
    if (-not $counts) { throw "There are no shards in '$Folder'." }
    if ($counts.Count -gt 1) { throw "'$Folder' has shards of $($counts -join ' and of '): say by -ShardCount which ones, or delete the others." }
    $counts[0]
}

function Find-ManifestFault($Manifest, [int] $Shard, [int] $Count, [string] $File, [string] $InputSha256) {
    if (-not [System.IO.File]::Exists("$File.json")) { 'is not there, or not complete' }
    elseif (-not $Manifest) { "says nothing of itself: '$File.json' cannot be read" }
    elseif ($Manifest.Shard -ne $Shard -or $Manifest.ShardCount -ne $Count) { "is shard $($Manifest.Shard) of $($Manifest.ShardCount) once more" }
    elseif ($Manifest.InputSha256 -ne $InputSha256) { 'is of another input' }
}

# The first thing that is wrong with the rows of a shard. Each goes to the output as soon as it is looked at.
function Find-RowFault($Manifest, [string] $Path, [string] $Columns, [System.IO.TextWriter] $Output) {
    if (-not [System.IO.File]::Exists($Path)) { return 'has no file of rows' }

    $rows = [System.IO.File]::OpenText($Path)
    try {
        if ($rows.ReadLine() -cne $Columns) { return "does not begin with $Columns" }

        $number = 0
        foreach ($part in $Manifest.Pairs) {
            $start = "$($part.First),$($part.Second),"
            $last, $end = ($part.StartingBlockIndex - 1), ($part.EndingBlockIndex ?? [int]::MaxValue)
            for ($left = $part.BlockCount; $left -gt 0; $left--) {
                $row = $rows.ReadLine()
                if ($null -eq $row) { return "has $number rows, where it had $($Manifest.BlockCount)" }

                $number++
                $index = 0
                $comma = $row.StartsWith($start, [System.StringComparison]::Ordinal) ? $row.IndexOf([char] ',', $start.Length) : -1
                if ($comma -lt 0 -or -not [int]::TryParse($row.Substring($start.Length, $comma - $start.Length), [ref] $index)) {
                    return "has another row $number than one of $(Get-PairText $part)"
                }
                if ($index -le $last -or $index -ge $end) {
                    return "has block $index of $(Get-PairText $part) in row $number, after block $last$($end -lt [int]::MaxValue ? " and with an end at $end" : '')"
                }
                $last = $index
                $Output.WriteLine($row)
            }
        }
        if ($null -ne $rows.ReadLine()) { return "has more rows than the $($Manifest.BlockCount) that it had" }
    } finally {
        $rows.Dispose()
    }
    if ((Get-FileSha256 $Path) -ne $Manifest.Sha256) { 'is not what was written: its digest is another' }
}

# Of one pair, by where the parts begin: what none has, and what two have.
function Find-CoverageFault([psobject[]] $Part) {
    $next, $before = 0, $null
    foreach ($one in $Part | Sort-Object From, Shard) {
        if ($null -eq $next -or $one.From -lt $next) {
            $end = @($one.To; $next).Where{ $null -ne $_ } | Sort-Object | Select-Object -First 1
            "$(Format-Range $one.From $end) are in shard $before and in shard $($one.Shard)"
        } elseif ($one.From -gt $next) {
            "$(Format-Range $next $one.From) are in no shard"
        }
        if ($null -ne $next -and ($null -eq $one.To -or $one.To -gt $next)) { $next, $before = $one.To, $one.Shard }
    }
    if ($null -ne $next) { "$(Format-Range $next $null) are in no shard" }
}

function Format-Range($From, $End) {
    "blocks $From to $($null -eq $End ? 'the end' : $End - 1)"
}

$partial = $null
$output = [System.IO.TextWriter]::Null
try {
    $listed = Get-ShardInput $PairPath $FirstSnapshotId $SecondSnapshotId ($PairPath ? '' : $VolumeSize) $Region $ProfileName
    $folder = Resolve-FullPath $ShardFolder
    $count = $ShardCount ? $ShardCount : (Find-ShardCount $folder)
    if ($OutputPath -and $PSCmdlet.ShouldProcess($OutputPath, "Join $count shards")) {
        $joined = Resolve-FullPath $OutputPath
        $null = Resolve-OutputFolder ([System.IO.Path]::GetDirectoryName($joined))
        $partial = "$joined.$([guid]::NewGuid().ToString('n')).partial"
        $output = [System.IO.StreamWriter]::new($partial)
        $output.WriteLine($listed.Columns)
    }

    $faults, $faulty, $blocks = 0, @(), 0L
    $covered = [System.Collections.Generic.Dictionary[string, object]]::new()
    foreach ($pair in $listed.Pairs) { $covered[(Get-PairText $pair)] = [System.Collections.Generic.List[psobject]]::new() }
    for ($shard = 0; $shard -lt $count; $shard++) {
        $name = Get-ShardName $shard $count
        $file = [System.IO.Path]::Combine($folder, $name)
        $manifest = Read-ShardManifest "$file.json"
        $fault = Find-ManifestFault $manifest $shard $count $file $listed.Sha256
        if (-not $fault) {
            foreach ($part in $manifest.Pairs) {
                $text = Get-PairText $part
                if (-not $covered.ContainsKey($text)) { $fault = "has $text, which the input has not"; continue }
                $covered[$text].Add([pscustomobject]@{ Shard = $shard; From = $part.StartingBlockIndex; To = $part.EndingBlockIndex })
            }
            $fault ??= Find-RowFault $manifest "$file.csv" $listed.Columns $output
            $blocks += $manifest.BlockCount
        }
        if ($fault) {
            Write-Warning "${name}: $fault"
            $faults++
            $faulty += $shard
        }
    }
    foreach ($text in $covered.Keys) {
        foreach ($fault in Find-CoverageFault $covered[$text]) {
            Write-Warning "${text}: $fault"
            $faults++
        }
    }
    $output.Dispose()

    if ($faults) {
        $again = $faulty ? "list again, by -Force where it is there, shard $($faulty -join ', ') of $count" : 'list all shards again, into an empty folder'
        throw (Get-RunbookFailure ShardsNotWhole InvalidData "The shards in '$folder' are not the whole (warnings: $faults): $again.")
    }
    if ($partial) {
        [System.IO.File]::Move($partial, $joined, $true)
        "${joined}: $blocks blocks"
    }
    "${folder}: shards: $count, together the whole; pairs: $($listed.Pairs.Count), each from block 0 to the end, once; blocks: $blocks"
    exit 0
} catch {
    $output.Dispose()
    if ($partial) { [System.IO.File]::Delete($partial) }
    [Console]::Error.WriteLine((Get-FailureText $_))
    exit (Get-FailureExitCode (Get-FailureId $_))
}
