# A session that has the AWS SDK of another module, loaded before ours or, with -Last, after it. Says what each side
# sees, a fact a line.
param([string] $Manifest, [string] $Foreign, [switch] $Last)
$ErrorActionPreference = 'Stop'

function Add-ForeignSdk([string] $Folder) {
    $script:core = [System.Reflection.Assembly]::LoadFrom("$Folder/AWSSDK.Core.dll")
    $null = [System.Reflection.Assembly]::LoadFrom("$Folder/AWS.Tools.StandIn.dll")
}

# The key that AWS's documentation derives from its example secret:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
function Test-ForeignSdk([string] $When) {
    $given = [Amazon.Runtime.SessionAWSCredentials]::new(
        'AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', 'session')
    $assembly = [Amazon.PowerShell.Common.StoredCredentials]::Wrap($given, 'stored').GetType().Assembly
    $read = $assembly.GetReferencedAssemblies().Where{ $_.Name -eq 'AWSSDK.Core' }.Version
    $keys = $given.GetCredentials()
    $signing = [Amazon.Runtime.Internal.Auth.AWS4Signer]::ComposeSigningKey(
        $keys.SecretKey, 'us-east-1', '20150830', 'iam')
    $isTheirs = [Amazon.Runtime.AWSCredentials].Assembly -eq $core
    "$When theirs: $isTheirs $read $($keys.AccessKey) $([convert]::ToHexString($signing))"
}

if (-not $Last) {
    Add-ForeignSdk $Foreign
    Test-ForeignSdk 'before'
}

Import-Module $Manifest
"ours: $((Get-EbsChangedBlock snap-a snap-b -RetryTimeout 10).BlockIndex)"
if ($Last) { Add-ForeignSdk $Foreign }
Test-ForeignSdk 'imported'
"ours again: $((Get-EbsChangedBlock snap-a snap-b -RetryTimeout 10).BlockIndex)"

foreach ($loaded in [System.AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'AWSSDK.Core' }) {
    $context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($loaded).Name -replace ':.*'
    "loaded: $context $([System.Diagnostics.FileVersionInfo]::GetVersionInfo($loaded.Location).FileVersion)"
}

Remove-Module EbsChangedBlocks
Test-ForeignSdk 'removed'
