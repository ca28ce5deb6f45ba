# Dot-sourced: what the run writes, and what should be listed and read of it. A block is its index and a number that stands for its content; 0 stands for zeros, which are
# put like any others.

<#
.SYNOPSIS
    The snapshots to make, in the order in which they can be made.
#>
function Get-VolumePlan {
    function Add-Block([System.Collections.IDictionary] $Put, [int[]] $Index, [int] $Content) {
        foreach ($one in $Index) {
            $Put[$one] = $Content
        }
    }

    $plan = [ordered]@{}
    foreach ($line in @(
        @{ Name = 'base'; Size = 1; Parent = $null; Says = 'the first of its lineage, more than two pages of blocks; block 7 holds zeros' }
        @{ Name = 'foreign'; Size = 1; Parent = $null; Says = 'of another lineage' }
        @{ Name = 'empty'; Size = 1; Parent = $null; Says = 'nothing is ever written to it' }
        @{ Name = 'child'; Size = 1; Parent = 'base'; Says = 'blocks of base changed, and others added' }
        @{ Name = 'grown'; Size = 2; Parent = 'child'; Says = 'of a larger volume, with blocks behind the old end' }
    )) {
        $plan[$line.Name] = [pscustomobject] ($line + @{ Put = [System.Collections.Generic.SortedDictionary[int, int]]::new() })
    }
    Add-Block $plan.base.Put (0..249 + 1000, 1001, 2047) 1
    Add-Block $plan.base.Put 7 0
    Add-Block $plan.foreign.Put (0, 1) 9
    Add-Block $plan.child.Put (3, 10, 11, 12, 13, 14, 100, 249, 2047 + 250..259 + 1500) 2
    Add-Block $plan.child.Put 8 0
    Add-Block $plan.grown.Put (3, 600, 2048, 4095) 3
    $plan
}

<#
.SYNOPSIS
    What a snapshot holds: the blocks that were put into it or into one that it descends from.
#>
function Get-VolumeContent([System.Collections.IDictionary] $Plan, [string] $Name) {
    $content = [System.Collections.Generic.SortedDictionary[int, int]]::new()
    $line = @(for ($one = $Name; $one; $one = $Plan[$one].Parent) { $one })
    [array]::Reverse($line)
    foreach ($put in $line.ForEach{ $Plan[$_].Put }) {
        foreach ($block in $put.GetEnumerator()) {
            $content[$block.Key] = $block.Value
        }
    }
    , $content
}

<#
.SYNOPSIS
    The list that the two snapshots should give, as lines such as '3 Modified'.
#>
function Get-ExpectedChange([System.Collections.IDictionary] $Plan, [string] $First, [string] $Second) {
    $before = Get-VolumeContent $Plan $First
    $after = Get-VolumeContent $Plan $Second
    foreach ($index in @($before.Keys) + @($after.Keys) | Sort-Object -Unique) {
        if (-not $before.ContainsKey($index)) {
            "$index Added"
        } elseif (-not $after.ContainsKey($index)) {
            "$index Removed"
        } elseif ($before[$index] -ne $after[$index]) {
            "$index Modified"
        }
    }
}

<#
.SYNOPSIS
    The 512 KiB of a block.
#>
function Get-BlockData([int] $Index, [int] $Content) {
    $data = [byte[]]::new(512KB)
    if ($Content) {
        $seed = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::ASCII.GetBytes("EbsChangedBlocks $Index $Content"))
        $seed.CopyTo($data, 0)
        for ($done = $seed.Length; $done -lt $data.Length; $done *= 2) {
            [System.Buffer]::BlockCopy($data, 0, $data, $done, $done)
        }
    }
    , $data
}

<#
.SYNOPSIS
    Writes what each snapshot should hold into a file <name>.img.
#>
function Export-VolumeImage([System.Collections.IDictionary] $Plan, [string] $Folder) {
    $null = [System.IO.Directory]::CreateDirectory($Folder)
    foreach ($name in $Plan.Keys) {
        $image = [System.IO.File]::Create([System.IO.Path]::Combine($Folder, "$name.img"))
        try {
            $image.SetLength($Plan[$name].Size * 1GB)
            foreach ($block in (Get-VolumeContent $Plan $name).GetEnumerator()) {
                if ($block.Value) {
                    $image.Position = $block.Key * 512KB
                    $image.Write((Get-BlockData $block.Key $block.Value), 0, 512KB)
                }
            }
        } finally {
            $image.Dispose()
        }
    }
}

<#
.SYNOPSIS
    The images as LocalEbs takes them, under the ids given.
#>
function Get-LocalEbsSnapshot([System.Collections.IDictionary] $Plan, [System.Collections.IDictionary] $Id, [string] $Folder) {
    foreach ($name in $Plan.Keys.Where{ $Id[$_] }) {
        $zeros = @((Get-VolumeContent $Plan $name).GetEnumerator().Where{ -not $_.Value }.ForEach{ $_.Key })
        $root = $name
        while ($Plan[$root].Parent) {
            $root = $Plan[$root].Parent
        }
        "$($Id[$name])=$([System.IO.Path]::Combine($Folder, "$name.img")),lineage=$root,zeros=$($zeros ? $zeros -join '+' : 'none')"
    }
}
