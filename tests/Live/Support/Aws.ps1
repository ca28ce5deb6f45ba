# Dot-sourced: two clients that are not the module's. The AWS CLI makes and deletes; requests signed here ask what the CLI refuses to send, and show an answer's very bytes,
# which the CLI does not.

<#
.SYNOPSIS
    Runs an AWS CLI command, and gives its answer as objects. A failure is an error with what the CLI said.
#>
function Invoke-AwsCli {
    $said = & aws @args --output json 2>&1
    if ($LASTEXITCODE) {
        throw "aws $($args[0]) $($args[1]): $(("$($said.ForEach{ "$_" })").Trim())"
    }
    $text = @($said).Where{ $_ -is [string] } -join "`n"
    if ($text) {
        $text | ConvertFrom-Json
    }
}

<#
.SYNOPSIS
    The keys to sign with: those of the environment, or else those that the AWS CLI finds.
#>
function Get-SigningKey {
    if ($env:AWS_ACCESS_KEY_ID) {
        return [pscustomobject]@{ AccessKeyId = $env:AWS_ACCESS_KEY_ID; SecretAccessKey = $env:AWS_SECRET_ACCESS_KEY; SessionToken = $env:AWS_SESSION_TOKEN }
    }
    # A session token is absent, not null, where there is none.
    Invoke-AwsCli configure export-credentials --format process | Select-Object AccessKeyId, SecretAccessKey, SessionToken
}

<#
.SYNOPSIS
    Sends one GET to the EBS direct APIs, signed by version 4, and gives the answer as it came.
.NOTES
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
#>
function Send-EbsRequest([pscustomobject] $Connection, [string] $Path, [System.Collections.IDictionary] $Query) {
    $invariant = [cultureinfo]::InvariantCulture
    $ascii = [System.Text.Encoding]::ASCII
    $names = [string[]] $Query.Keys
    [array]::Sort($names, [System.StringComparer]::Ordinal)
    $queryText = $names.ForEach{ "$_=$([uri]::EscapeDataString([string]::Format($invariant, '{0}', $Query[$_])))" } -join '&'
    $uri = [uri] "$($Connection.EndpointUrl.TrimEnd('/'))$Path$($queryText ? "?$queryText" : '')"
    $now = [datetime]::UtcNow
    $headers = [ordered]@{ host = $uri.Authority; 'x-amz-date' = $now.ToString("yyyyMMdd'T'HHmmss'Z'", $invariant) }
    if ($Connection.Key.SessionToken) {
        $headers['x-amz-security-token'] = $Connection.Key.SessionToken
    }

    $signed = $headers.Keys -join ';'
    $emptyBody = [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([byte[]]::new(0))).ToLowerInvariant()
    $canonical = @('GET', $Path, $queryText) + $headers.Keys.ForEach{ "${_}:$($headers[$_])" } + '', $signed, $emptyBody -join "`n"
    $scope = "$($now.ToString('yyyyMMdd', $invariant))/$($Connection.Region)/ebs/aws4_request"
    $toSign = @(
        'AWS4-HMAC-SHA256', $headers['x-amz-date'], $scope
        [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($ascii.GetBytes($canonical))).ToLowerInvariant()
    ) -join "`n"
    $signature = $ascii.GetBytes("AWS4$($Connection.Key.SecretAccessKey)")
    foreach ($part in $scope.Split('/') + $toSign) {
        $signature = [System.Security.Cryptography.HMACSHA256]::HashData($signature, $ascii.GetBytes($part))
    }

    $request = [System.Net.Http.HttpRequestMessage]::new('Get', $uri)
    foreach ($name in $headers.Keys) {
        $null = $request.Headers.TryAddWithoutValidation($name, $headers[$name])
    }
    $authorization = "AWS4-HMAC-SHA256 Credential=$($Connection.Key.AccessKeyId)/$scope, SignedHeaders=$signed, Signature=$([System.Convert]::ToHexString($signature).ToLowerInvariant())"
    $null = $request.Headers.TryAddWithoutValidation('Authorization', $authorization)
    $client = [System.Net.Http.HttpClient]::new()
    try {
        $response = $client.Send($request)
        $received = [ordered]@{}
        foreach ($header in @($response.Headers) + @($response.Content.Headers)) {
            $received[$header.Key] = $header.Value -join ', '
        }
        [pscustomobject]@{
            Status  = [int] $response.StatusCode
            Headers = $received
            Body    = $response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult()
        }
    } finally {
        $client.Dispose()
    }
}
