# Thread jobs import the module side by side, each twice by force, and list; another module's AWS SDK is there already.
# Needs Start-ThreadJob.
param([string] $Manifest, [string] $Foreign)
$ErrorActionPreference = 'Stop'
$null = [System.Reflection.Assembly]::LoadFrom("$Foreign/AWSSDK.Core.dll")
$module = $Manifest
$jobs = foreach ($number in 1..4) {
    Start-ThreadJob {
        Import-Module $using:module -Force
        Import-Module $using:module -Force
        "job: $((Get-EbsChangedBlock snap-a snap-b -RetryTimeout 10).BlockIndex)"
    }
}
$jobs | Receive-Job -Wait -AutoRemoveJob
"theirs: $([Amazon.Runtime.BasicAWSCredentials]::new('AKIAIOSFODNN7EXAMPLE', 'secret').GetCredentials().AccessKey)"
