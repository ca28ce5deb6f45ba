#requires -Version 7.4
# What Export-EbsChangedBlock.ps1, which lists a shard, and Join-EbsShard.ps1, which proves them all, have in common. It takes RunbookFunctions.ps1 beside it.

<#
.SYNOPSIS
    Gets what is to be listed: the pairs of a file, or the one that is given; the digest by which shards of another input are known; and the columns of a shard.
.DESCRIPTION
    The digest is the SHA-256 of the pairs as they are asked for, a line each: First,Second,Region,ProfileName,VolumeSize.
#>
function Get-ShardInput([string] $PairPath, [string] $First, [string] $Second, [string] $VolumeSize, [string] $Region, [string] $ProfileName) {
    $pairs = @($PairPath ? (Get-RunbookPair $PairPath -WithPlace) : [pscustomobject]@{ First = $First; Second = $Second; Region = ''; ProfileName = ''; VolumeSize = $VolumeSize })
    if (-not $pairs) { throw (Get-RunbookFailure NothingToDo InvalidData "There is no pair in '$PairPath'.") }

    $columns = 'FirstSnapshotId,SecondSnapshotId,BlockIndex,ChangeType,Offset,Length'
    if ($pairs.Where({ $_.Region -or $_.ProfileName }, 'First')) { $columns += ',Region,ProfileName' }

    $known = [System.Collections.Generic.HashSet[string]]::new()
    $lines = foreach ($pair in $pairs) {
        if (-not $pair.Region) { $pair.Region = $Region }
        if (-not $pair.ProfileName) { $pair.ProfileName = $ProfileName }

        $text = Get-PairText $pair
        $fault = if (-not $pair.First -or -not $pair.Second) { 'lacks an id' }
        elseif (-not $known.Add($text)) { 'is there twice' }
        elseif ($pair.VolumeSize -notmatch '^([1-9][0-9]{0,4})?$') { "has the VolumeSize '$($pair.VolumeSize)', which is no number of GiB" }
        if ($fault) { throw (Get-RunbookFailure InputUnrecognized InvalidData "A pair of '$PairPath' ${fault}: $text") }

        "$($pair.First),$($pair.Second),$($pair.Region),$($pair.ProfileName),$($pair.VolumeSize)`n"
    }
    $digest = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes(-join $lines))
    [pscustomobject]@{ Pairs = $pairs; Columns = $columns; Sha256 = ConvertTo-Hex $digest }
}

<#
.SYNOPSIS
    Gets a pair, or a part of one, as a person reads it; two of the same text are the same pair.
#>
function Get-PairText([psobject] $Pair) {
    $place = $Pair.Region -or $Pair.ProfileName ? " ($(Format-Place $Pair))" : ''
    "$($Pair.First) -> $($Pair.Second)$place"
}

<#
.SYNOPSIS
    Gets what one shard has of the pairs: whole ones, or a part of one; and how many shards share the quota of each.
.DESCRIPTION
    By the pairs alone, so that every process comes to the same. A quota is that of an account in a Region, so the pairs of a profile in a Region are a group. Where there are
    at least as many groups as shards, each is wholly one shard's: the largest first, to the shard that has the fewest pairs. Where there are more shards, each group has
    one, and each that is left goes to the group that has the most pairs a shard, or of several such to the one that has the fewest shards. The shards of a group take its
    pairs in turn; where there are more of them than pairs, each takes a part of one.
#>
function Get-ShardPart([psobject[]] $Pair, [int] $ShardIndex, [int] $ShardCount) {
    $groups = [System.Collections.Generic.List[object]]::new()
    $known = [System.Collections.Generic.Dictionary[string, object]]::new()
    foreach ($one in $Pair) {
        $place = "$($one.Region),$($one.ProfileName)"
        if (-not $known.ContainsKey($place)) {
            $known[$place] = [pscustomobject]@{ Pairs = [System.Collections.Generic.List[psobject]]::new(); Shards = 1; At = $groups.Count; IsOwn = $false }
            $groups.Add($known[$place])
        }
        $known[$place].Pairs.Add($one)
    }

    # A queue gives what is least: by the first number, and by the next where that is equal.
    if ($ShardCount -le $groups.Count) {
        $loads = [System.Collections.Generic.PriorityQueue[int, System.ValueTuple[int, int]]]::new()
        for ($shard = 0; $shard -lt $ShardCount; $shard++) { $loads.Enqueue($shard, [System.ValueTuple[int, int]]::new(0, $shard)) }
        foreach ($group in $groups | Sort-Object { $_.Pairs.Count } -Descending -Stable) {
            $shard, $load = 0, [System.ValueTuple[int, int]]::new(0, 0)
            $null = $loads.TryDequeue([ref] $shard, [ref] $load)
            $loads.Enqueue($shard, [System.ValueTuple[int, int]]::new($load.Item1 + $group.Pairs.Count, $shard))
            $group.IsOwn = $shard -eq $ShardIndex
        }
        foreach ($one in $groups.Where{ $_.IsOwn }.ForEach{ $_.Pairs }) {
            [pscustomobject]@{ Pair = $one; Part = 0; PartCount = 1; SharedBy = 1 }
        }
        return
    }

    $wanting = [System.Collections.Generic.PriorityQueue[object, System.ValueTuple[double, int, int]]]::new()
    foreach ($group in $groups) { $wanting.Enqueue($group, [System.ValueTuple[double, int, int]]::new(1 / $group.Pairs.Count, 1, $group.At)) }
    for ($left = $ShardCount - $groups.Count; $left -gt 0; $left--) {
        $group = $wanting.Dequeue()
        $group.Shards++
        $wanting.Enqueue($group, [System.ValueTuple[double, int, int]]::new($group.Shards / $group.Pairs.Count, $group.Shards, $group.At))
    }

    # The shards of a group have numbers in a row, so that the parts of a pair are in the order of their names.
    $at, $own = 0, $ShardIndex
    while ($own -ge $groups[$at].Shards) { $own -= $groups[$at++].Shards }
    $pairs, $shards = $groups[$at].Pairs, $groups[$at].Shards
    if ($shards -le $pairs.Count) {
        for ($at = $own; $at -lt $pairs.Count; $at += $shards) {
            [pscustomobject]@{ Pair = $pairs[$at]; Part = 0; PartCount = 1; SharedBy = $shards }
        }
    } else {
        $at = [int] [Math]::Ceiling($pairs.Count * ($own + 1) / $shards) - 1
        $from, $to = ($at, ($at + 1)).ForEach{ [int] [Math]::Floor($shards * $_ / $pairs.Count) }
        [pscustomobject]@{ Pair = $pairs[$at]; Part = $own - $from; PartCount = $to - $from; SharedBy = $shards }
    }
}

<#
.SYNOPSIS
    Appends the rows of what a shard has in one place to a file, and gets what each of these parts was: from which block, to which, and how many there were.
#>
function Export-ShardPart([psobject[]] $Part, [string] $Path, [string] $Columns, [double] $RequestsPerSecond, [hashtable] $Settings) {
    $output = [System.IO.StreamWriter]::new($Path, $true)
    try {
        foreach ($one in $Part) {
            $pair = $one.Pair
            $asked = @{ FirstSnapshotId = $pair.First; SecondSnapshotId = $pair.Second; RequestsPerSecond = $RequestsPerSecond / $one.SharedBy }
            $asked += (Get-RunbookAccount $pair.Region $pair.ProfileName) + $Settings
            $range = Get-PartRange $one $asked

            $place = $Columns.EndsWith(',Region,ProfileName', 'Ordinal') ? ",$($pair.Region),$($pair.ProfileName)" : ''
            $count = 0
            Get-EbsChangedBlock @asked @range | ForEach-Object {
                $output.WriteLine("$($pair.First),$($pair.Second),$($_.BlockIndex),$($_.ChangeType),$($_.Offset),$($_.Length)$place")
                $count++
            }
            [ordered]@{
                First              = $pair.First
                Second             = $pair.Second
                Region             = $pair.Region
                ProfileName        = $pair.ProfileName
                RequestsPerSecond  = $asked.RequestsPerSecond
                StartingBlockIndex = $range.StartingBlockIndex
                EndingBlockIndex   = $range['EndingBlockIndex']
                BlockCount         = $count
            }
        }
    } finally {
        $output.Dispose()
    }
}

# Of equal length. The last has no end, so that the parts are the whole even of a volume that is larger than was said.
function Get-PartRange([psobject] $Part, [hashtable] $Asked) {
    $range = @{ StartingBlockIndex = 0 }
    if ($Part.PartCount -eq 1) { return $range }

    $blocks = $Part.Pair.VolumeSize ? [int] $Part.Pair.VolumeSize * 2048 : (Get-VolumeBlockCount $Asked)
    if ($Part.PartCount -gt $blocks) { throw "A volume of $blocks blocks has no $($Part.PartCount) shards." }

    $range.StartingBlockIndex = [int] [Math]::Floor($blocks * $Part.Part / $Part.PartCount)
    if ($Part.Part -lt $Part.PartCount - 1) { $range.EndingBlockIndex = [int] [Math]::Floor($blocks * ($Part.Part + 1) / $Part.PartCount) }
    $range
}

# By one request; every shard of the pair is answered the same.
function Get-VolumeBlockCount([hashtable] $Asked) {
    $page = Get-EbsChangedBlock @Asked -AsPage -MaxResult 100 | Select-Object -First 1
    if (-not $page.VolumeSize) { throw "The service does not say how large the volume of $($Asked.SecondSnapshotId) is: give its VolumeSize, in GiB." }
    [long] ($page.VolumeSize / $page.BlockSize)
}

<#
.SYNOPSIS
    Gets the name of a shard's files, without what tells its rows (.csv) from what it says of them (.json).
#>
function Get-ShardName([int] $ShardIndex, [int] $ShardCount) {
    [string]::Format([cultureinfo]::InvariantCulture, 'shard-{0:d5}-of-{1:d5}', $ShardIndex, $ShardCount)
}

<#
.SYNOPSIS
    Gets what a shard says of itself; nothing where that cannot be read, or lacks something.
#>
function Read-ShardManifest([string] $Path) {
    try {
        $manifest = [System.IO.File]::ReadAllText($Path) | ConvertFrom-Json
        $names = 'Shard', 'ShardCount', 'InputSha256', 'Sha256', 'BlockCount', 'Pairs'
        $namesOfPart = 'First', 'Second', 'Region', 'ProfileName', 'StartingBlockIndex', 'EndingBlockIndex', 'BlockCount'
        if ($names.Where{ -not $manifest.PSObject.Properties[$_] } -or $manifest.Pairs.Where{ $part = $_; $namesOfPart.Where{ -not $part.PSObject.Properties[$_] } }) { return }
        $manifest
    } catch [System.ArgumentException], [System.IO.IOException] {
        return
    }
}

<#
.SYNOPSIS
    Gets the SHA-256 of a file, as the manifest of a shard has it.
#>
function Get-FileSha256([string] $Path) {
    $file = [System.IO.File]::OpenRead($Path)
    try {
        ConvertTo-Hex ([System.Security.Cryptography.SHA256]::HashData($file))
    } finally {
        $file.Dispose()
    }
}

function ConvertTo-Hex([byte[]] $Digest) {
    [System.Convert]::ToHexString($Digest).ToLowerInvariant()
}
