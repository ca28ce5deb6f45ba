# Credentials that another module's AWS SDK made, handed over as users do. Says for each whose they were and what was
# listed with them.
param([string] $Manifest, [string] $Foreign, [string] $SecretKey)
$ErrorActionPreference = 'Stop'
$null = [System.Reflection.Assembly]::LoadFrom("$Foreign/AWSSDK.Core.dll")
$null = [System.Reflection.Assembly]::LoadFrom("$Foreign/AWS.Tools.StandIn.dll")
Import-Module $Manifest

$basic = [Amazon.Runtime.BasicAWSCredentials]::new('AKIAIOSFODNN7EXAMPLE', $SecretKey)
$session = [Amazon.Runtime.SessionAWSCredentials]::new('ASIAIOSFODNN7EXAMPLE', $SecretKey, 'session')
$stored = [Amazon.PowerShell.Common.StoredCredentials]::Wrap($session, 'ops')

function Show-Listing([string] $What, [hashtable] $With) {
    $blocks = Get-EbsChangedBlock snap-a snap-b -RetryTimeout 0 @With -Verbose 4>&1
    $source = $blocks.Where{
        $_ -is [System.Management.Automation.VerboseRecord] -and $_.Message -match 'credentials from'
    }.ForEach{ $_.Message -replace '.*credentials from ' }
    "${What}: $($blocks.Where{ $_ -isnot [System.Management.Automation.VerboseRecord] }.BlockIndex) from $source"
}

Show-Listing 'basic' @{ Credential = $basic }
Show-Listing 'session' @{ Credential = $session }
Show-Listing 'wrapped' @{ Credential = $stored }
$ExecutionContext.SessionState.PSVariable.Set('StoredAWSCredentials', $stored)
Show-Listing 'stored' @{}
"theirs still: $($session.GetCredentials().Token)"
