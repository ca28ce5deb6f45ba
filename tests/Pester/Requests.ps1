# Dot-sourced by the tests of what a server is asked, which keep it in $script:server and its -LogPath in $script:log.

# Has another client ask, and gives the line of that once it is in the log.
function Send-Marker {
    $marker = "/$([guid]::NewGuid())"
    $null = Invoke-WebRequest ([uri]::new($script:server.EndpointUrl, $marker)) -SkipHttpErrorCheck
    $deadline = [datetime]::UtcNow.AddSeconds(30)
    do {
        if ([datetime]::UtcNow -gt $deadline) {
            throw "$marker is not in the server's log."
        }
        $line = @(Get-Content -LiteralPath $script:log) -match $marker
    } until ($line)
    "$line"
}
