<#
.SYNOPSIS
    Tries the module on AWS: makes five small snapshots, checks what the commands give against what was written, asks what AWS's documentation leaves open, and deletes them.
.DESCRIPTION
    Credentials and Region come from the environment, as the AWS CLI and the module take them. Before anything is made it says what, with which permissions and at which cost,
    and asks.

    What comes of it is in a folder of its own under -OutputPath: run.log, answers.md (the table of docs/design.md with AWS's answers), answers (each answer as it came, without
    tokens), results.xml (NUnit 3), differences.md (in which kind of thing LocalEbs answers otherwise).

    The snapshots are deleted at the end, also where it fails or Ctrl+C ends it. Where the process was killed, -Cleanup deletes what it left.

    Exit code 0: all as promised. 1: a check failed, or the run. 3: a snapshot is left that could not be deleted; its id was said. After Ctrl+C it is what pwsh makes of that, and
    the last lines say NOT FINISHED and what became of the snapshots.
.EXAMPLE
    pwsh -NoProfile -File tests/Live/Invoke-AcceptanceRun.ps1 -WhatIf

    Says what would be made, the permissions and the cost.
.EXAMPLE
    pwsh -NoProfile -File tests/Live/Invoke-AcceptanceRun.ps1
.EXAMPLE
    pwsh -NoProfile -File tests/Live/Invoke-AcceptanceRun.ps1 -Cleanup

    Deletes the snapshots that earlier runs left, by their records under -OutputPath and by their tag.
#>
#requires -Version 7.4
[CmdletBinding(DefaultParameterSetName = 'Run', SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    # Checks too what takes an hour: that a page token is refused after 60 minutes, and by which answer.
    [Parameter(ParameterSetName = 'Run')]
    [switch] $IncludeExpiry,

    # Deletes what earlier runs left, and does nothing else. A run that is under way elsewhere loses its snapshots too.
    [Parameter(ParameterSetName = 'Cleanup', Mandatory)]
    [switch] $Cleanup,

    # Where each run has its folder.
    [string] $OutputPath = (Join-Path $PSScriptRoot ../../output/acceptance),

    # The folder that holds EbsChangedBlocks.
    [string] $ModulePath = (Join-Path $PSScriptRoot ../../output),

    # Starts without asking.
    [switch] $Force,

    # The endpoints of the environment are no AWS: snapshots are made in moto, and LocalEbs serves what was written. Invoke-Rehearsal.ps1 sets all of it up.
    [switch] $Rehearsal
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
if ($Force -and -not $PSBoundParameters.ContainsKey('Confirm')) {
    $ConfirmPreference = 'None'
}
foreach ($part in 'Volumes', 'Aws', 'Snapshots', 'Questions') {
    . (Join-Path $PSScriptRoot Support "$part.ps1")
}

# US dollars in us-east-1: https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-pricing.html, https://aws.amazon.com/ebs/pricing/
$prices = @{ ThousandPuts = 0.006; ThousandLists = 0.0006; ThousandReads = 0.003; GigabyteMonth = 0.05 }

# What has to be there, before anything else is said.
function Get-Prerequisite {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $folders = [pscustomobject]@{
        Module   = Join-Path $ModulePath EbsChangedBlocks
        LocalEbs = Join-Path $root artifacts/bin/LocalEbs/debug
        Pester   = Join-Path $root artifacts/bin/Pester6/debug/Pester
    }
    foreach ($folder in $folders.PSObject.Properties) {
        if (-not (Test-Path -LiteralPath $folder.Value)) {
            throw "$($folder.Value) is not there. 'dotnet build' in the repository makes it."
        }
    }
    if (-not (Get-Command aws -CommandType Application -ErrorAction Ignore)) {
        throw 'The AWS CLI is not on the path: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
    }
    $folders
}

# The endpoints that the environment names for the services that are asked.
function Get-NamedEndpoint {
    foreach ($name in 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_EBS', 'AWS_ENDPOINT_URL_EC2', 'AWS_ENDPOINT_URL_STS') {
        $value = [System.Environment]::GetEnvironmentVariable($name)
        if ($value) {
            [pscustomobject]@{ Name = $name; Url = [uri] $value }
        }
    }
}

# A rehearsal must not reach AWS, and what is said of AWS must not come from anything else.
function Assert-Endpoint {
    $named = @(Get-NamedEndpoint)
    if (-not $Rehearsal -and $named) {
        throw "Set for another service than AWS: $($named.Name -join ', '). Remove that, or rehearse by Invoke-Rehearsal.ps1."
    }
    if ($Rehearsal) {
        if ('AWS_ENDPOINT_URL' -notin $named.ForEach{ $_.Name }) {
            throw '-Rehearsal takes an AWS_ENDPOINT_URL, so that no request reaches AWS. Invoke-Rehearsal.ps1 sets it.'
        }
        foreach ($other in $named.Where{ -not $_.Url.IsLoopback }) {
            throw "$($other.Name) is no address of this machine; -Rehearsal reaches no other."
        }
    }
}

# The Region in which it runs, said to the AWS CLI and to the module alike.
function Get-RunRegion {
    $region = $env:AWS_REGION ? $env:AWS_REGION : $env:AWS_DEFAULT_REGION ? $env:AWS_DEFAULT_REGION : "$(aws configure get region)".Trim()
    if (-not $region) {
        throw 'No Region: set AWS_REGION, or the region of the profile.'
    }
    $region
}

# Sets environment variables, and gives what they were.
function Switch-RunEnvironment([System.Collections.IDictionary] $Value) {
    $previous = @{}
    foreach ($name in $Value.Keys) {
        $previous[$name] = [System.Environment]::GetEnvironmentVariable($name)
        [System.Environment]::SetEnvironmentVariable($name, $Value[$name] ?? [NullString]::Value)
    }
    $previous
}

function Get-Announcement([pscustomobject] $Run, [System.Collections.IDictionary] $Plan) {
    $puts = ($Plan.Values.ForEach{ $_.Put.Count } | Measure-Object -Sum).Sum
    # base, child and grown into one image, child into another, and a few by hand.
    $reads = (Get-VolumeContent $Plan base).Count + $Plan.child.Put.Count + $Plan.grown.Put.Count + (Get-VolumeContent $Plan child).Count + 30
    $lists = 200
    $cost = ($puts * $prices.ThousandPuts + $lists * $prices.ThousandLists + $reads * $prices.ThousandReads) / 1000
    $invariant = [cultureinfo]::InvariantCulture
    "In account $($Run.Account), Region $($Run.Region), as $($Run.Caller), it makes, by the EBS direct APIs alone:"
    foreach ($volume in $Plan.Values) {
        "  $($volume.Name): volume of $($volume.Size) GiB, $($volume.Put.Count) blocks of 512 KiB put$($volume.Parent ? ", child of $($volume.Parent)" : ''); $($volume.Says)"
    }
    "with the tag $(Get-RunTag)=$($Run.Id), and deletes them at the end."
    ''
    'It needs these permissions (and, where encryption by default has a key of your own, those on the key):'
    [System.IO.File]::ReadAllText((Join-Path $PSScriptRoot policy.json)).Replace('arn:aws:', "arn:$($Run.Partition):").Replace('us-east-1', $Run.Region).TrimEnd()
    ''
    [string]::Format($invariant, 'It costs some ${0:0.0000} by the prices of us-east-1: {1} PutSnapshotBlock, some {2} GetSnapshotBlock, up to {3} lists; {4:0} MiB kept for an hour add ${5:0.00000}.',
        $cost, $puts, $reads, $lists, ($puts / 2), ($puts / 2048 * $prices.GigabyteMonth / 730))
    [string]::Format($invariant, 'Run outside of AWS, it transfers {0:0.0} GB out of the Region, at up to $0.09 each where the free 100 GB of the month are spent.', ($reads * 512KB / 1e9))
    "It takes 15 to 30 minutes$($IncludeExpiry ? ', and an hour more for -IncludeExpiry' : '')."
}

# Deletes what the records of earlier runs name, and what has the tag.
function Invoke-Cleanup {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([pscustomobject] $Run)

    $records = @()
    if ([System.IO.Directory]::Exists($OutputPath)) {
        $records = @(Get-ChildItem -LiteralPath $OutputPath -Filter run.json -Recurse -Depth 1 | ForEach-Object { [System.IO.File]::ReadAllText($_.FullName) | ConvertFrom-Json }).
        Where{ $_.Rehearsal -eq $Run.Rehearsal -and $_.Account -eq $Run.Account }
    }
    $left = foreach ($region in @($Run.Region) + $records.ForEach{ $_.Region } | Sort-Object -Unique) {
        $known = @($records.Where{ $_.Region -eq $region }.ForEach{ $_.Snapshots.PSObject.Properties.ForEach{ $_.Value } })
        $tagged = @(Get-TaggedSnapshot $region | ForEach-Object SnapshotId)
        Write-Line $Run "Region ${region}: $($tagged.Count) snapshots have the tag $(Get-RunTag), $($known.Count) stand in records."
        $all = @($known + $tagged | Sort-Object -Unique)
        if ($all -and $PSCmdlet.ShouldProcess("account $($Run.Account), Region ${region}: $($all -join ', ')", 'Delete snapshots')) {
            Clear-Snapshot $Run $region $known
        }
    }
    @($left)
}

# What the checks find goes into the run's folder. Gives how many failed.
function Invoke-Check([pscustomobject] $Run) {
    $configuration = New-PesterConfiguration
    $configuration.Run.Container = New-PesterContainer -Path ([WildcardPattern]::Escape((Join-Path $PSScriptRoot Acceptance.Tests.ps1))) -Data @{ Run = $Run }
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Detailed'
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputFormat = 'NUnit3'
    $configuration.TestResult.OutputPath = Join-Path $Run.Folder results.xml
    $result = Invoke-Pester -Configuration $configuration
    Write-Line $Run "$($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped"
    # Where a block outside of a test failed, no test has.
    $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
}

$folders = Get-Prerequisite
Assert-Endpoint
$environment = @{ AWS_PAGER = ''; AWS_IGNORE_CONFIGURED_ENDPOINT_URLS = $Rehearsal ? $null : 'true' }
$region = Get-RunRegion
$environment.AWS_REGION = $environment.AWS_DEFAULT_REGION = $region
$previous = Switch-RunEnvironment $environment
$exitCode = 1
try {
    $caller = Invoke-AwsCli sts get-caller-identity
    $id = [datetime]::UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", [cultureinfo]::InvariantCulture)
    $plan = Get-VolumePlan
    $run = [pscustomobject]@{
        Id            = $id
        Rehearsal     = [bool] $Rehearsal
        IncludeExpiry = [bool] $IncludeExpiry
        Account       = $caller.Account
        Caller        = $caller.Arn
        Partition     = $caller.Arn.Split(':')[1]
        Region        = $region
        Plan          = $plan
        Snapshots     = [ordered]@{}
        Refusals      = [ordered]@{}
        Folder        = Join-Path $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputPath) $id
        Images        = ''
        Source        = $Rehearsal ? 'a rehearsal: LocalEbs, which says nothing about AWS' : "AWS, $region, $id"
    }
    $run.Images = Join-Path $run.Folder images

    if ($Cleanup) {
        $left = Invoke-Cleanup $run
        $exitCode = $left ? 3 : 0
        Write-Line $run ($left ? "LEFT: $($left -join ', '). One that was not completed goes only when the service gives it up, 15 minutes after its last block: run -Cleanup again then." : 'Nothing is left.')
    } else {
        Get-Announcement $run $plan | ForEach-Object { Write-Line $run $_ }
        if ($PSCmdlet.ShouldProcess("account $($run.Account), Region $region", "Make $($plan.Count) snapshots, read them and delete them")) {
            # Nothing that follows is to ask again.
            $ConfirmPreference = 'None'
            $null = [System.IO.Directory]::CreateDirectory($run.Folder)
            Import-Module (Join-Path $folders.Pester Pester.psd1)
            Import-Module (Get-ChildItem -LiteralPath $folders.Module -Filter EbsChangedBlocks.psd1 -Recurse)[0].FullName
            Import-Module (Join-Path $folders.LocalEbs LocalEbs.psm1)
            $server = $null
            $isFinished = $false
            try {
                Export-RunRecord $run
                foreach ($name in $plan.Keys) {
                    try {
                        Add-PlannedSnapshot $run $plan $name
                    } catch {
                        # Whether it can be made is open, and a refusal is an answer too.
                        if ($name -notin 'empty', 'grown') {
                            throw
                        }
                        $run.Refusals[$name] = "$_"
                        Write-Line $run "  $_"
                    }
                }
                Export-VolumeImage $plan $run.Images

                $ids = [ordered]@{ unknown = (Get-ExampleId).unknown }
                $run.Snapshots.Keys.Where{ -not $run.Refusals.Contains($_) }.ForEach{ $ids[$_] = $run.Snapshots[$_] }
                $suffix = @{ aws = 'amazonaws.com'; 'aws-us-gov' = 'amazonaws.com'; 'aws-cn' = 'amazonaws.com.cn' }[$run.Partition]
                if ($Rehearsal) {
                    Write-Line $run 'From here on LocalEbs serves what was written.'
                    $server = Start-LocalEbsServer (Get-LocalEbsSnapshot $plan $ids $run.Images)
                } elseif (-not $suffix) {
                    throw "The host of the EBS direct APIs in the partition $($run.Partition) is not known here."
                }
                $connection = [pscustomobject]@{
                    EndpointUrl = $server ? "$($server.EndpointUrl)" : "https://ebs.$region.$suffix"
                    Region      = $region
                    Key         = Get-SigningKey
                }

                Write-Line $run 'What AWS leaves open:'
                $answers = Read-Answer $connection $ids
                $fixtures = Join-Path $run.Folder answers
                $null = [System.IO.Directory]::CreateDirectory($fixtures)
                foreach ($name in @($answers.Keys)) {
                    $answers[$name] = ConvertTo-Fixture $answers[$name] $ids $run.Account $run.Source
                    [System.IO.File]::WriteAllText((Join-Path $fixtures "$name.json"), ($answers[$name] | ConvertTo-Json -Depth 5))
                }
                $title = $Rehearsal ? 'what LocalEbs answers in a rehearsal; says nothing about AWS' : "what AWS answers ($region, $($id.Substring(0, 8)))"
                $table = @(Get-AnswerTable $answers $run.Refusals $title)
                [System.IO.File]::WriteAllLines((Join-Path $run.Folder answers.md), [string[]] $table)
                $table.ForEach{ Write-Line $run $_ }

                $failed = Invoke-Check $run
                & (Join-Path $PSScriptRoot Compare-LocalEbs.ps1) -Path $run.Folder | ForEach-Object { Write-Line $run $_ }
                $exitCode = $failed ? 1 : 0
                $isFinished = $true
            } finally {
                if (-not $isFinished) {
                    Write-Line $run 'NOT FINISHED'
                }
                Write-Line $run 'Deleting the snapshots:'
                $left = @(Clear-Snapshot $run $region @($run.Snapshots.Values) $run.Id)
                if ($left) {
                    $exitCode = 3
                    Write-Line $run "LEFT: $($left -join ', '). One that was not completed goes only when the service gives it up, 15 minutes after its last block. Later: Invoke-AcceptanceRun.ps1 -Cleanup"
                } else {
                    Write-Line $run 'None is left.'
                }
                Stop-LocalEbsServer $server
                if ([System.IO.Directory]::Exists($run.Images)) {
                    [System.IO.Directory]::Delete($run.Images, $true)
                }
                Write-Line $run "All of it is in $($run.Folder)."
            }
        } else {
            $exitCode = 0
        }
    }
} finally {
    $null = Switch-RunEnvironment $previous
}
exit $exitCode
