#requires -Version 7.4
# What the runbooks beside it share: where snapshots come from, and what a failure means to a scheduler. They dot-source it rather than import a module, because
# Get-EC2Snapshot has to see the variables that Set-AWSCredential has set in the scope that calls.

# What concerns all pairs, as of a moment ago.
$common = @{ Failure = $null; Until = [datetime]::MinValue }

# What may pass by itself, by error id. Of the module's failures, those that say so of themselves join it as they happen.
$mayPass = [System.Collections.Generic.HashSet[string]] @('DiskFull', 'OutputInUse', 'SnapshotPending')

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
    Gets the full path of a file or folder.
#>
function Resolve-FullPath([string] $Path) {
    $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

<#
.SYNOPSIS
    Gets a Region and a profile as the module's messages name them.
#>
function Format-Place([psobject] $Place) {
    $parts = @($Place.Region, ($Place.ProfileName ? "profile $($Place.ProfileName)" : '')).Where{ $_ }
    $parts ? $parts -join ', ' : 'the Region of the session'
}

<#
.SYNOPSIS
    Gets the pairs of a file, parted by commas, with or without quotes: two ids a line, or what stands below First, Second, Region, ProfileName and VolumeSize in a header.
.DESCRIPTION
    In a header, First and Second may be FirstSnapshotId and SecondSnapshotId, the others may be missing, and more may be there. All pairs have all five properties.

    Regions and profiles are refused without -WithPlace: a script that asks in one place would not find, in that place, what is somewhere else.

    Import-Csv would pass over values that no column is for.
#>
function Get-RunbookPair([string] $Path, [switch] $WithPlace) {
    $file = Resolve-FullPath $Path
    $columns = 'First', 'Second'
    $number = 0
    foreach ($line in [System.IO.File]::ReadAllLines($file)) {
        $number++
        $values = @($line.Split(',').Trim([char[]] " `"`t"))
        if (-not "$values".Trim()) {
            continue
        }
        $names = $values -replace '^(First|Second)SnapshotId$', '$1'
        if ('First' -in $names -and 'Second' -in $names) {
            $columns = $names
            continue
        }
        if ($values.Count -ne $columns.Count) {
            throw (Get-RunbookFailure InputUnrecognized InvalidData "Line $number of '$Path' has $($values.Count) values, and not $($columns.Count): $($columns -join ', ').")
        }
        $pair = @{ First = ''; Second = ''; Region = ''; ProfileName = ''; VolumeSize = '' }
        for ($at = 0; $at -lt $columns.Count; $at++) {
            $pair[$columns[$at]] = $values[$at]
        }
        if (-not $WithPlace -and ($pair.Region -or $pair.ProfileName)) {
            throw (Get-RunbookFailure InputUnrecognized InvalidData "Line $number of '$Path' names a Region or a profile, which are taken by -Region and -ProfileName here, for all pairs.")
        }
        [pscustomobject] $pair
    }
}

<#
.SYNOPSIS
    Gets what EC2 says of snapshots: those given, or else those of a file, or else all that the account owns.
.DESCRIPTION
    A file whose name ends in .json is what 'aws ec2 describe-snapshots' prints, or an array of such objects. Any other is a CSV. Both have SnapshotId, VolumeId
    and StartTime, and State and StorageTier if they are to be looked at.
#>
function Get-RunbookSnapshot {
    [CmdletBinding()]
    param(
        # What was piped in or given as an argument; null where nothing was.
        [AllowNull()]
        [psobject[]] $Snapshot,

        [string] $Path,

        # What Get-RunbookAccount gives.
        [hashtable] $Account = @{},

        # What else of them is wanted, as text; empty where they have no such property.
        [string[]] $Property = @()
    )

    if ($null -ne $Snapshot) {
        if ($Path) {
            throw (Get-RunbookFailure SnapshotSourceAmbiguous InvalidArgument 'Snapshots are given, and -SnapshotPath names others: give one of them.')
        }
        $found = $Snapshot
    } elseif (-not $Path) {
        if (-not (Get-Command Get-EC2Snapshot -ErrorAction Ignore)) {
            throw (Get-RunbookFailure SnapshotSourceMissing ObjectNotFound 'There is no Get-EC2Snapshot here, of the module AWS.Tools.EC2: pipe snapshots in, or give -SnapshotPath.')
        }
        $found = Get-EC2Snapshot -OwnerId self @Account
    } elseif ([System.IO.Path]::GetExtension($Path) -eq '.json') {
        $found = Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json
        if ($found -and $found.PSObject.Properties['Snapshots']) {
            $found = $found.Snapshots
        }
    } else {
        $found = Import-Csv -LiteralPath $Path
    }
    $script:hasWarnedOfCulture = $false
    foreach ($one in $found) {
        if ($null -ne $one) {
            ConvertTo-RunbookSnapshot $one $Property
        }
    }
}

# All sources alike: constants of EC2 are text, also those that went through JSON as objects with a Value, and times are times.
function ConvertTo-RunbookSnapshot([psobject] $Described, [string[]] $Property) {
    $snapshot = [ordered]@{}
    foreach ($name in @('SnapshotId', 'VolumeId', 'StartTime', 'State', 'StorageTier') + $Property) {
        $value = $Described.PSObject.Properties[$name]?.Value
        if ($value -is [System.Management.Automation.PSCustomObject]) {
            $value = $value.PSObject.Properties['Value']?.Value
        }
        $snapshot[$name] = $name -eq 'StartTime' ? (ConvertTo-RunbookTime $value $snapshot.SnapshotId) : "$value".Trim()
    }
    [pscustomobject] $snapshot
}

# In ISO 8601, or exactly as Export-Csv writes it in the session's culture: anything laxer makes days of months.
function ConvertTo-RunbookTime([object] $Value, [string] $Id) {
    if ($Value -is [datetime]) {
        return $Value.ToUniversalTime()
    }
    if ($Value -is [System.DateTimeOffset]) {
        return $Value.UtcDateTime
    }
    $text = "$Value"
    if (-not $text) {
        return $null
    }

    $time = [datetime]::MinValue
    $style = [System.Globalization.DateTimeStyles] 'AdjustToUniversal, AssumeLocal'
    $iso = [string[]] ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", 'yyyy-MM-ddK')
    if ([datetime]::TryParseExact($text, $iso, [cultureinfo]::InvariantCulture, $style, [ref] $time)) {
        return $time
    }
    $culture = [cultureinfo]::CurrentCulture
    if (-not [datetime]::TryParseExact($text, 'G', $culture, $style, [ref] $time)) {
        throw (Get-RunbookFailure InputUnrecognized InvalidData "The StartTime of $Id is '$text', which is neither ISO 8601 nor as Export-Csv writes a time in the culture $($culture.Name).")
    }
    if (-not $script:hasWarnedOfCulture) {
        $script:hasWarnedOfCulture = $true
        Write-Warning "Times are read as the culture $($culture.Name) writes them: '$text' of $Id as $($time.ToLocalTime().ToString('s')). Times in ISO 8601 are read alike everywhere."
    }
    $time
}

<#
.SYNOPSIS
    Gets the snapshots that can be listed, oldest first: completed, in the standard tier, and no copies, of which EC2 does not say the volume.
#>
function Select-ListableSnapshot([psobject[]] $Snapshot) {
    $Snapshot | Where-Object { $_.State -in '', 'completed' -and $_.StorageTier -ne 'archive' -and $_.VolumeId -ne 'vol-ffffffff' } | Sort-Object StartTime -Stable
}

<#
.SYNOPSIS
    Gets the full path of a folder to write to, or throws: before anything is listed, not after.
#>
function Resolve-OutputFolder([string] $Path) {
    $folder = Resolve-FullPath $Path
    try {
        $null = [System.IO.Directory]::CreateDirectory($folder)
        $probe = [System.IO.Path]::Combine($folder, [System.IO.Path]::GetRandomFileName())
        [System.IO.File]::Create($probe, 1, 'DeleteOnClose').Dispose()
    } catch {
        throw (Get-RunbookFailure OutputFolderUnusable WriteError "'$folder' cannot be written to: $($_.Exception.InnerException ? $_.Exception.InnerException.Message : $_)")
    }
    $folder
}

<#
.SYNOPSIS
    Keeps others from writing an output until what it returns is disposed of; throws where somebody else does so.
.DESCRIPTION
    The lock's file stays: were it deleted, one run could hold the old file and another a new one.
#>
function Open-OutputLock([string] $Path) {
    try {
        [System.IO.FileStream]::new("$Path.lock", 'OpenOrCreate', 'ReadWrite', 'None')
    } catch [System.IO.IOException] {
        throw (Get-RunbookFailure OutputInUse ResourceBusy "Another run is writing '$Path'.")
    }
}

<#
.SYNOPSIS
    Runs a command of the module, and gives what it emits and its errors apart.
.DESCRIPTION
    What concerns all pairs, such as a wrong key or an endpoint that is not there, is found out once: for 30 s after it, nothing is run, and its error stands for theirs.
#>
function Invoke-Listing([scriptblock] $Command) {
    if ([datetime]::UtcNow -lt $common.Until) {
        return [pscustomobject]@{ Output = @(); Failed = @($common.Failure) }
    }
    $failed, $output = @(& $Command 2>&1).Where({ $_ -is [System.Management.Automation.ErrorRecord] }, 'Split')
    $shared = @($failed).Where({ $_.Exception.PSObject.Properties['ConcernsAllPairs']?.Value }, 'First')
    if ($shared) {
        $common.Failure = [System.Management.Automation.ErrorRecord]::new($shared[0].Exception, (Get-FailureId $shared[0]), $shared[0].CategoryInfo.Category, $null)
        $common.Failure.ErrorDetails = [System.Management.Automation.ErrorDetails]::new("Not tried: $("$($shared[0])" -replace '^Not tried: ')")
        $common.Failure.ErrorDetails.RecommendedAction = $shared[0].ErrorDetails.RecommendedAction
        $common.Until = [datetime]::UtcNow.AddSeconds(30)
    }
    [pscustomobject]@{ Output = @($output); Failed = @($failed) }
}

<#
.SYNOPSIS
    Makes an error that a runbook ends with, under an id of its own.
#>
function Get-RunbookFailure([string] $Id, [System.Management.Automation.ErrorCategory] $Category, [string] $Message) {
    [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new($Message), $Id, $Category, $null)
}

<#
.SYNOPSIS
    Gets the part of an error's id that stays the same: AccessDenied, Throttled and so on.
#>
function Get-FailureId([System.Management.Automation.ErrorRecord] $Failure) {
    $id = $Failure.FullyQualifiedErrorId.Split(',')[0]
    # By name: where nothing was listed yet, the type is not there.
    if ($Failure.Exception.PSObject.Properties['IsTransient']?.Value) {
        $null = $mayPass.Add($id)
    }
    $id
}

<#
.SYNOPSIS
    Gets an error as one line: its id, what happened, what to do.
#>
function Get-FailureText([System.Management.Automation.ErrorRecord] $Failure) {
    "$(Get-FailureMessage $Failure) $($Failure.ErrorDetails?.RecommendedAction)".Trim()
}

<#
.SYNOPSIS
    Gets the same without what to do.
#>
function Get-FailureMessage([System.Management.Automation.ErrorRecord] $Failure) {
    $id = Get-FailureId $Failure
    # What is thrown as a string has itself as its id.
    $prefix = "$Failure".StartsWith($id, 'Ordinal') ? '' : "${id}: "
    "$prefix$Failure".Trim()
}

<#
.SYNOPSIS
    Gets the exit code for what failed: 75 where some of it may pass, 1 where none of it does, 0 where nothing failed; 4 where there was nothing to do, since a wrong
    Region must not look healthy.
#>
function Get-FailureExitCode([string[]] $Id) {
    if (@($Id).Where{ $mayPass.Contains($_) }) {
        return 75
    }
    "$Id" -eq 'NothingToDo' ? 4 : $Id.Count ? 1 : 0
}

<#
.SYNOPSIS
    Adds up a property; 0 where there is nothing to add.
#>
function Get-Sum([object[]] $Object, [string] $Property) {
    $Object ? ($Object | Measure-Object $Property -Sum).Sum : 0
}

<#
.SYNOPSIS
    Gets a number of bytes as a person reads it, in any culture alike.
#>
function Format-Size([double] $Bytes) {
    $unit, $name = $Bytes -ge 1TB ? (1TB, 'TiB') : $Bytes -ge 1GB ? (1GB, 'GiB') : $Bytes -ge 1MB ? (1MB, 'MiB') : (1KB, 'KiB')
    "$([Math]::Round($Bytes / $unit, 2)) $name"
}
