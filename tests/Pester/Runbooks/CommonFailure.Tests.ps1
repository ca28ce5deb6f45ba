Describe 'What concerns all pairs' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/../Requests.ps1
        $script:log = "$TestDrive/requests.log"
        $script:list = Export-SnapshotList TestDrive:/snapshots.csv (1..4).ForEach{ "snap-${_}a,vol-$_,2026-01-05T02:00:00Z,completed,standard", "snap-${_}b,vol-$_,2026-01-06T02:00:00Z,completed,standard" }
        (1..4).ForEach{ "snap-${_}a,snap-${_}b" } | Set-Content -LiteralPath TestDrive:/pairs.txt
        $script:server = Start-LocalEbsServer -Fault 'all:revoked-credentials' -LogPath $script:log (1..4).ForEach{ "snap-${_}a=synthetic:1GiB", "snap-${_}b=snap-${_}a,changed=0-9" }
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'is found out by one request in <Name>, and said of every one' -ForEach @(
        @{ Name = 'Export-EbsChangeReport.ps1'; With = @{ SnapshotPath = 'LIST'; OutputFolder = 'FOLDER' } }
        @{ Name = 'Get-EbsReclaimableSize.ps1'; With = @{ SnapshotPath = 'LIST'; SnapshotId = 'snap-1a,snap-2a,snap-3a,snap-4a' } }
        @{ Name = 'Measure-EbsBackupSize.ps1'; With = @{ SnapshotPath = 'LIST' } }
        @{ Name = 'Test-EbsIncrementalCopy.ps1'; With = @{ PairPath = 'PAIRS' } }
        @{ Name = 'Update-EbsImage.ps1'; With = @{ SnapshotPath = 'LIST'; Folder = 'FOLDER' } }
    ) {
        $places = @{ LIST = $script:list; FOLDER = "$TestDrive/report"; PAIRS = "$TestDrive/pairs.txt" }
        $arguments = @{}
        foreach ($one in $With.GetEnumerator()) { $arguments[$one.Key] = $places[$one.Value] ?? $one.Value }
        $since = Get-Moment

        $said = & "$runbooks/$Name" @arguments *>&1

        $LASTEXITCODE | Should -Be 1
        Get-RequestSince $since | Should -HaveCount 1
        $texts = $said.ForEach{ $_.PSObject.Properties['Message'] ? $_.Message : "$_" }
        $texts -match '(?<!Not tried: )The credentials were not accepted' | Should -HaveCount 1
        @($texts -match 'Not tried: The credentials were not accepted').Count | Should -BeGreaterOrEqual 3
    }
}
