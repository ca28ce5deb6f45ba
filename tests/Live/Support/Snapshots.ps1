# Dot-sourced after Volumes.ps1 and Aws.ps1: makes the snapshots and deletes them. What was made stands in a record on disk and in a tag on the snapshot, so that a later run
# can delete it too.

<#
.SYNOPSIS
    The key of the tag that each snapshot has; its value is the id of the run.
#>
function Get-RunTag {
    'EbsChangedBlocksAcceptanceRun'
}

<#
.SYNOPSIS
    Says something on the host, and in the run's log. The pipeline is no way to say it: it is closed once Ctrl+C was pressed.
#>
function Write-Line([pscustomobject] $Run, [string] $Text) {
    foreach ($line in $Text.ReplaceLineEndings("`n").Split("`n")) {
        $line = $Run.Rehearsal ? "REHEARSAL  $line" : $line
        $Host.UI.WriteLine($line)
        if ([System.IO.Directory]::Exists($Run.Folder)) {
            [System.IO.File]::AppendAllText([System.IO.Path]::Combine($Run.Folder, 'run.log'), "$line`n")
        }
    }
}

<#
.SYNOPSIS
    Writes the record of what was made; it is whole at any moment.
#>
function Export-RunRecord([pscustomobject] $Run) {
    $path = [System.IO.Path]::Combine($Run.Folder, 'run.json')
    $record = $Run | Select-Object Id, Rehearsal, Account, Region, Snapshots
    [System.IO.File]::WriteAllText("$path.new", ($record | ConvertTo-Json -Depth 5))
    [System.IO.File]::Move("$path.new", $path, $true)
}

<#
.SYNOPSIS
    Puts one block by the AWS CLI; nothing, or what went wrong.
#>
function Send-Block([string] $SnapshotId, [int] $Index, [int] $Content, [string] $Folder) {
    $data = Get-BlockData $Index $Content
    $path = [System.IO.Path]::Combine($Folder, "put-$Index.bin")
    [System.IO.File]::WriteAllBytes($path, $data)
    try {
        $sum = [System.Convert]::ToBase64String([System.Security.Cryptography.SHA256]::HashData($data))
        $null = Invoke-AwsCli ebs put-snapshot-block --snapshot-id $SnapshotId --block-index "$Index" --block-data $path --data-length 524288 --checksum $sum --checksum-algorithm SHA256
    } catch {
        "$_"
    } finally {
        [System.IO.File]::Delete($path)
    }
}

<#
.SYNOPSIS
    Puts all blocks of a snapshot, some at a time.
#>
function Send-Volume([pscustomobject] $Run, [string] $SnapshotId, [System.Collections.IDictionary] $Put) {
    $here = $PSScriptRoot
    $folder = $Run.Folder
    $failed = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
    # The first alone: where one is refused, so are all.
    foreach ($block in @($Put.GetEnumerator())[0]) {
        Send-Block $SnapshotId $block.Key $block.Value $folder | ForEach-Object { throw $_ }
    }
    $sent = 1
    @($Put.GetEnumerator()) | Select-Object -Skip 1 | ForEach-Object -ThrottleLimit 6 -Parallel {
        $ErrorActionPreference = 'Stop'
        $failures = $using:failed
        if ($failures.IsEmpty) {
            . "$using:here/Volumes.ps1"
            . "$using:here/Aws.ps1"
            . "$using:here/Snapshots.ps1"
            Send-Block $using:SnapshotId $_.Key $_.Value $using:folder | ForEach-Object { $failures.Enqueue($_) }
        }
        'done'
    } | ForEach-Object {
        $sent++
        if ($sent % 50 -eq 0) {
            Write-Line $Run "  $sent of $($Put.Count) blocks"
        }
    }
    if (-not $failed.IsEmpty) {
        throw "Putting blocks into $SnapshotId failed: $(@($failed)[0])"
    }
}

<#
.SYNOPSIS
    Makes one snapshot of the plan, and returns once EC2 calls it completed.
#>
function Add-PlannedSnapshot([pscustomobject] $Run, [System.Collections.IDictionary] $Plan, [string] $Name) {
    $volume = $Plan[$Name]
    Write-Line $Run "$Name (volume of $($volume.Size) GiB, $($volume.Put.Count) blocks to put): $($volume.Says)"
    $parent = $volume.Parent ? @('--parent-snapshot-id', $Run.Snapshots[$volume.Parent]) : @()
    # A snapshot that is not completed is given up by the service after so many minutes.
    $started = Invoke-AwsCli ebs start-snapshot --volume-size "$($volume.Size)" --timeout 15 --description "EbsChangedBlocks acceptance run $($Run.Id): $Name" --tags "Key=$(Get-RunTag),Value=$($Run.Id)" @parent
    $id = $started.SnapshotId
    $Run.Snapshots[$Name] = $id
    Export-RunRecord $Run
    Write-Line $Run "  $id"
    if ($volume.Put.Count) {
        Send-Volume $Run $id $volume.Put
    }
    $null = Invoke-AwsCli ebs complete-snapshot --snapshot-id $id --changed-blocks-count "$($volume.Put.Count)"
    Wait-Snapshot $Run $id
    $put = @($volume.Put.Keys)
    foreach ($index in $put | Select-Object -First 1 -Last 1) {
        Assert-Block $Run $id $index $volume.Put[$index]
    }
}

function Wait-Snapshot([pscustomobject] $Run, [string] $SnapshotId) {
    $started = [datetime]::UtcNow
    while ($true) {
        $state = (Invoke-AwsCli ec2 describe-snapshots --snapshot-ids $SnapshotId).Snapshots[0].State
        $seconds = [int] ([datetime]::UtcNow - $started).TotalSeconds
        if ($state -eq 'completed') {
            Write-Line $Run "  completed after $seconds s"
            return
        }
        if ($state -ne 'pending' -or $seconds -gt 1800) {
            throw "$SnapshotId is '$state' $seconds s after CompleteSnapshot."
        }
        Start-Sleep -Seconds 5
    }
}

<#
.SYNOPSIS
    Reads a block back by the AWS CLI, where it was put.
#>
function Assert-Block([pscustomobject] $Run, [string] $SnapshotId, [int] $Index, [int] $Content) {
    $block = (Invoke-AwsCli ebs list-snapshot-blocks --snapshot-id $SnapshotId --starting-block-index "$Index").Blocks.Where{ $_.BlockIndex -eq $Index }
    if (-not $block) {
        throw "The AWS CLI does not list block $Index of $SnapshotId, which was put."
    }
    $path = [System.IO.Path]::Combine($Run.Folder, 'read-back.bin')
    $null = Invoke-AwsCli ebs get-snapshot-block --snapshot-id $SnapshotId --block-index "$Index" --block-token $block.BlockToken $path
    $read = [System.Convert]::ToBase64String([System.IO.File]::ReadAllBytes($path))
    [System.IO.File]::Delete($path)
    if ($read -cne [System.Convert]::ToBase64String((Get-BlockData $Index $Content))) {
        throw "The AWS CLI reads something else from block $Index of $SnapshotId than was put."
    }
}

<#
.SYNOPSIS
    The snapshots with the tag of one run, or of any.
#>
function Get-TaggedSnapshot([string] $Region, [string] $RunId) {
    $filter = $RunId ? "Name=tag:$(Get-RunTag),Values=$RunId" : "Name=tag-key,Values=$(Get-RunTag)"
    @((Invoke-AwsCli ec2 describe-snapshots --owner-ids self --filters $filter --region $Region).Snapshots)
}

<#
.SYNOPSIS
    Deletes the snapshots given by id, and those with the tag; gives those that are left.
#>
function Clear-Snapshot([pscustomobject] $Run, [string] $Region, [string[]] $SnapshotId, [string] $RunId) {
    $tagged = @(Get-TaggedSnapshot $Region $RunId | ForEach-Object SnapshotId)
    $failures = @{}
    foreach ($id in @($SnapshotId) + $tagged | Where-Object { $_ } | Sort-Object -Unique) {
        try {
            $null = Invoke-AwsCli ec2 delete-snapshot --snapshot-id $id --region $Region
            Write-Line $Run "  deleted $id"
        } catch {
            if ("$_" -match 'InvalidSnapshot\.NotFound') {
                Write-Line $Run "  $id is gone"
            } else {
                $failures[$id] = "$_"
                Write-Line $Run "  NOT deleted: ${id}: $_"
            }
        }
    }
    # A deleted snapshot may be listed for some seconds yet.
    for ($try = 0; $try -lt 12; $try++) {
        $left = @(Get-TaggedSnapshot $Region $RunId)
        if (-not $left.Where{ $_.SnapshotId -notin $failures.Keys }) {
            break
        }
        Start-Sleep -Seconds 5
    }
    foreach ($one in $left) {
        Write-Line $Run "  LEFT: $($one.SnapshotId), $($one.State)"
    }
    @($left | ForEach-Object SnapshotId) + $failures.Keys | Where-Object { $_ } | Sort-Object -Unique
}
