Describe 'The demonstration and the prompt' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1

        function Show-Example([string] $Name, [string[]] $Typed) {
            ($Typed | & "$PSHOME/pwsh" -NoProfile -File "$root/docs/examples/$Name.ps1" 2>&1) -replace '\e\[[\d;?]*\w' -join "`n"
        }
    }

    It 'shows the module at work, each command with its output' {
        if ($root -match '\[') {
            Set-ItResult -Skipped -Because 'PowerShell imports no module by its folder where the path has brackets'
        }
        $shown = Show-Example Demo

        $LASTEXITCODE | Should -Be 0
        $shown | Should -Match '(?s)PS> Get-EbsChangedBlock -First snap-a -Second snap-b\n.*\n +12 Removed .*\n +64 Added .*PS> '
        $shown | Should -Match '(?s)PS> Measure-EbsSnapshotDelta snap-a snap-b\n.*Modified +: 2 MiB in 4 blocks'
        $shown | Should -Match 'the snapshots are not of one lineage'
    }

    It 'opens a prompt where the examples can be typed, and leaves no server behind' {
        if ($root -match '\[') {
            Set-ItResult -Skipped -Because 'PowerShell imports no module by its folder where the path has brackets'
        }
        $shown = Show-Example Prompt '(Get-EbsChangedBlock snap-a snap-b).Count', '(Get-EC2Snapshot -OwnerId self | Measure-EbsSnapshotDelta).Count', 'exit'

        $shown | Should -Match '(?s)^Served at (?<url>http://127\.0\.0\.1:\d+/).*Count\n10\n.*Count\n5\n'
        $url = [regex]::Match($shown, 'http://\S+/').Value
        { Invoke-WebRequest $url -SkipHttpErrorCheck } | Should -Throw -ExceptionType ([System.Net.Http.HttpRequestException])
    }
}
