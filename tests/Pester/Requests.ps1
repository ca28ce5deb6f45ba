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

# When another client's request was begun. The lines of requests begun before it may come after its own, as those that looking ahead had given up.
function Get-Moment {
    (Send-Marker).Split(' ')[0]
}

# The requests that were begun after a moment.
function Get-RequestSince([string] $Moment) {
    $null = Get-Moment
    @(Get-Content -LiteralPath $script:log).Where{ $_ -match '/snapshots/' -and [string]::CompareOrdinal($_.Split(' ')[0], $Moment) -gt 0 }
}

function Get-FailedId($Failed) {
    $Failed.ForEach{ $_.FullyQualifiedErrorId.Split(',')[0] }
}
