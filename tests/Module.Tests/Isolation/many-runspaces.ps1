# Several runspaces of one process import the module at the same moment, each twice by force, and list; another module's
# AWS SDK is there already.
param([string] $Manifest, [string] $Foreign, [int] $Count = 4)
$ErrorActionPreference = 'Stop'
$null = [System.Reflection.Assembly]::LoadFrom("$Foreign/AWSSDK.Core.dll")
$together = [System.Threading.Barrier]::new($Count)
$import = {
    param($manifest, $together)
    $together.SignalAndWait()
    Import-Module $manifest -Force
    Import-Module $manifest -Force
    $module = (Get-Command Get-EbsChangedBlock).ImplementingType.Assembly
    "$((Get-EbsChangedBlock snap-a snap-b -RetryTimeout 10).BlockIndex) by $($module.GetHashCode())"
}

$runs = foreach ($number in 1..$Count) {
    $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
    $runspace.Open()
    $shell = [powershell]::Create($runspace)
    $null = $shell.AddScript($import).AddArgument($Manifest).AddArgument($together)
    @{ Shell = $shell; Result = $shell.BeginInvoke() }
}

foreach ($run in $runs) {
    $run.Shell.EndInvoke($run.Result)
    $run.Shell.Streams.Error
    $run.Shell.Runspace.Dispose()
}
