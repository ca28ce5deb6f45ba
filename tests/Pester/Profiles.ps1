# Dot-sourced by the tests of several accounts: profiles of which each has an endpoint of its own.

# The lines of a profile with the keys that LocalEbs takes, unless another secret is given.
function Get-ProfileLine([string] $Name, [string] $EndpointUrl, [string] $SecretKey = $env:AWS_SECRET_ACCESS_KEY) {
    "[$Name]"
    "aws_access_key_id = $env:AWS_ACCESS_KEY_ID"
    "aws_secret_access_key = $SecretKey"
    "endpoint_url = $EndpointUrl"
}

# Has the module's commands find profiles in a file, and nothing in the environment. What it gives is for Exit-Profile.
function Enter-Profile([string] $Path) {
    $before = @{}
    foreach ($name in 'AWS_ENDPOINT_URL_EBS', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY') {
        $before[$name] = [System.Environment]::GetEnvironmentVariable($name)
        Remove-Item "Env:$name"
    }
    $PSDefaultParameterValues['*-Ebs*:ProfileLocation'] = $Path
    $before
}

function Exit-Profile([hashtable] $Before) {
    $PSDefaultParameterValues.Remove('*-Ebs*:ProfileLocation')
    foreach ($name in $Before.Keys) {
        [System.Environment]::SetEnvironmentVariable($name, $Before[$name])
    }
}
