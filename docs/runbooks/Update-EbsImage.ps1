<#
.SYNOPSIS
    Keeps a disk image of each volume: brings every one to its volume's newest snapshot, by what has changed since the one that it holds.
.DESCRIPTION
    Of each volume the newest snapshot that can be listed (completed, in the standard tier, no copy) is saved as <Folder>/<VolumeId>.img by Save-EbsSnapshotImage: whole where there is no image
    yet, by the difference where there is one. An image that holds it already takes no request.

    Keep the snapshot that an image holds until the next run: from a deleted one no difference can be listed. A line a volume says which it is.

    An image that an earlier run left on the way to an older snapshot is finished first. Where that snapshot is gone, or the one that an image holds, nothing but reading the image anew helps:
    that is done up to -MaximumRereadCost, and by itself not at all, as it costs what the volume is large, and as the image may be all that is left of a deleted snapshot. An image that something
    else has changed, or of which nothing says what it holds, is never read anew here: the warning has the command for it.

    The images that wait longest come first, new ones last, so a run that never gets to its end starves none. One that fails is a warning with what to do, and the others are saved all the
    same. The same command, run again, goes on where a run was killed. Of two at once, the later passes over the image that the other one is at.

    Exit code 0: all images hold their newest snapshot. 1: some do not, or a limit of cost was reached, which a run right after this one would spend again. 4: there was no snapshot, as where the Region is
    a wrong one. 75: some do not for a reason that may pass, as a full disk or another run at the same image; the same command goes on.
.PARAMETER Folder
    Where the images are. They are readable by their owner only, and not encrypted.
.PARAMETER VolumeId
    The volumes to save; all that have snapshots unless given.
.PARAMETER Snapshot
    Snapshots as Get-EC2Snapshot emits them; not the newest alone, since an image may be on the way to an older one. Without them and -SnapshotPath, all that the account owns are asked for.
.PARAMETER SnapshotPath
    A file of snapshots instead: a CSV with SnapshotId, VolumeId, StartTime, State and StorageTier, or what 'aws ec2 describe-snapshots' prints, as .json.
.PARAMETER MaximumCost
    What the run may cost, in US dollars, but for what is read anew.
.PARAMETER MaximumRereadCost
    What may be spent beside it, in US dollars, on reading images anew whose snapshot is gone; they lose what they hold. 0, so that none is, unless given.
.PARAMETER BlocksPerSecond
    The most blocks that are read a second.
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
    ./Update-EbsImage.ps1 -Folder /var/images -MaximumCost 100 -WhatIf

    Says of each volume how many blocks would be read and what that costs; lists, reads no block and changes nothing.
.EXAMPLE
    ./Update-EbsImage.ps1 -Folder /var/images -VolumeId vol-0cccccccccccccccc -SnapshotPath snapshots.json
#>

#requires -Version 7.4
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Folder,
    [string[]] $VolumeId,
    [Parameter(ValueFromPipeline)] [psobject] $Snapshot,
    [string] $SnapshotPath,
    [ValidateRange(0, [int]::MaxValue)] [decimal] $MaximumCost = 25,
    [ValidateRange(0, [int]::MaxValue)] [decimal] $MaximumRereadCost = 0,
    [ValidateRange(0.01, 1000000)] [double] $BlocksPerSecond = 800,
    [decimal] $ListPricePerThousand = 0.0006,
    [decimal] $ReadPricePerThousand = 0.003,
    [string] $Region,
    [string] $ProfileName,
    [ValidateRange(0, 86400)] [int] $RetryTimeout = 300
)
begin {
    $ErrorActionPreference = 'Stop'
    . "$PSScriptRoot/RunbookFunctions.ps1"
    $snapshots = [System.Collections.Generic.List[psobject]]::new()
    $failures = [System.Collections.Generic.List[string]]::new()
    $saved = [System.Collections.Generic.List[psobject]]::new()

    # Snapshots newest first. An image that is not there was written at the end of all days.
    function Get-Image([string] $Parent) {
        foreach ($volume in Select-ListableSnapshot $described | Group-Object VolumeId) {
            $path = [System.IO.Path]::Combine($Parent, "$($volume.Name).img")
            $written = @($path, "$path.partial").Where{ [System.IO.File]::Exists($_) }.ForEach{ [System.IO.File]::GetLastWriteTimeUtc($_) }
            $ids = @($volume.Group.SnapshotId)
            [array]::Reverse($ids)
            [pscustomobject]@{ VolumeId = $volume.Name; Path = $path; SnapshotId = $ids; IsThere = [bool] $written; Written = $written ? $written[0] : [datetime]::MaxValue }
        }
    }

    function Add-Failure([psobject] $Image, [System.Management.Automation.ErrorRecord] $Failure, [string] $Limit = '-MaximumCost') {
        $id = Get-FailureId $Failure
        $command = "Save-EbsSnapshotImage $($Image.SnapshotId[0]) '$($Image.Path.Replace("'", "''"))' -Force"
        $more = if (Test-Gone $Image $id) {
            " If that snapshot is gone, -MaximumRereadCost lets the image be read anew; what that takes says: $command -WhatIf"
        } elseif ($id -in 'ImageModified', 'ImageStateMissing', 'ImageStateUnreadable', 'VolumeShrunk') {
            " By hand: $command"
        }
        Write-Warning "$($Image.VolumeId): $((Get-FailureText $Failure).Replace('-MaximumCost', $Limit))$more"
        $failures.Add($id)
    }

    function Test-Gone([psobject] $Image, [string] $Id) {
        $Image.IsThere -and $Id -in 'SnapshotNotFound', 'ImageInTransition'
    }

    # One call for all images, since the command counts the cost by the call. What it answers to a row is known before the next is given; an image that failed goes to OnFailure.
    function Save-Image([psobject[]] $Image, [hashtable] $Settings, [scriptblock] $OnFailure) {
        $now = @{ Image = $null; Saved = $null; Failure = $null }
        function Get-Row([string] $SnapshotId) {
            $now.Saved = $now.Failure = $null
            [pscustomobject]@{ SnapshotId = $SnapshotId; Path = $now.Image.Path }
        }
        function Test-InTransition {
            $now.Failure -and (Get-FailureId $now.Failure) -eq 'ImageInTransition'
        }

        try {
            & {
                foreach ($one in $Image) {
                    $now.Image = $one
                    Get-Row $one.SnapshotId[0]
                    # Which one it is on the way to, the image knows: every other is refused, without a request.
                    for ($at = 1; $at -lt $one.SnapshotId.Count -and (Test-InTransition); $at++) {
                        Get-Row $one.SnapshotId[$at]
                        if ($now.Saved) { Get-Row $one.SnapshotId[0] }
                    }
                    if ($now.Failure) { & $OnFailure $one $now.Failure }
                }
            } | Save-EbsSnapshotImage -PassThru @Settings -ErrorAction Continue 2>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) {
                    $now.Failure = $_
                } else {
                    $now.Saved = $_
                    $saved.Add($_)
                    "$($now.Image.VolumeId): $($_.Outcome), holds $($_.SnapshotId), $(Format-Size ($_.ReadCount * $_.BlockSize)) read"
                }
            }
        } catch {
            if ((Get-FailureId $_) -ne 'CostLimitReached') { throw }

            Add-Failure $now.Image $_ ($Settings.ContainsKey('Force') ? '-MaximumRereadCost' : '-MaximumCost')
            foreach ($one in $Image.Where({ $_ -eq $now.Image }, 'SkipUntil') | Select-Object -Skip 1) {
                Write-Warning "$($one.VolumeId): not tried, since the cost limit was reached before"
            }
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
        $parent = $WhatIfPreference ? (Resolve-FullPath $Folder) : (Resolve-OutputFolder $Folder)
        $settings = $account + @{ RetryTimeout = $RetryTimeout; BlocksPerSecond = $BlocksPerSecond; ListPricePerThousand = $ListPricePerThousand; ReadPricePerThousand = $ReadPricePerThousand }

        $images = @(Get-Image $parent | Sort-Object Written, VolumeId)
        if (-not $images -and -not $VolumeId) {
            Write-Warning 'There is no snapshot to save. Is it the right Region, and the right account?'
            exit (Get-FailureExitCode NothingToDo)
        }
        if ($VolumeId) {
            # With pwsh -File a list arrives as one string.
            $wanted = $VolumeId.Split(',').Trim()
            foreach ($id in $wanted.Where{ $_ -notin $images.ForEach{ $_.VolumeId } }) {
                Write-Warning "${id}: none of its snapshots can be listed"
                $failures.Add('SnapshotMissing')
            }
            $images = $images.Where{ $_.VolumeId -in $wanted }
        }
        foreach ($image in $images.Where{ $_.VolumeId -notmatch '^vol-\w+$' }) {
            throw (Get-RunbookFailure InputUnrecognized InvalidData "$($image.SnapshotId[0]) is of the volume '$($image.VolumeId)', and no image can be called by that.")
        }

        $anew = [System.Collections.Generic.List[psobject]]::new()
        Save-Image $images ($settings + @{ MaximumCost = $MaximumCost }) {
            param($Image, $Failure)
            if ($MaximumRereadCost -and (Test-Gone $Image (Get-FailureId $Failure))) { $anew.Add($Image) } else { Add-Failure $Image $Failure }
        }
        if ($anew) {
            Save-Image $anew ($settings + @{ MaximumCost = $MaximumRereadCost; Force = $true }) { Add-Failure @args }
        }

        if (-not $WhatIfPreference) {
            $ids = @($saved).ForEach{ $_.SnapshotId }
            $held = $images.Where{ $_.SnapshotId[0] -in $ids }.Count
            $price = [Math]::Round((Get-Sum $saved EstimatedPrice), 4)
            "$held of $($images.Count) images hold their newest snapshot, for $price US dollars; keep the snapshots that images hold, since the next run starts from them"
        }
        # Not 75, whatever else may pass: a scheduler that runs it again would spend it again.
        exit ('CostLimitReached' -in $failures ? 1 : (Get-FailureExitCode $failures))
    } catch {
        [Console]::Error.WriteLine((Get-FailureText $_))
        exit (Get-FailureExitCode (Get-FailureId $_))
    }
}
