# Dot-sourced by the tests of docs/runbooks, beside what all Pester tests need.
. $PSScriptRoot/../Setup.ps1
. $PSScriptRoot/../Profiles.ps1
$runbooks = Join-Path $root docs runbooks

# In a pwsh of its own, as a scheduler runs it, but strict.
function Invoke-Runbook([string] $Name, [string[]] $ArgumentList) {
    $output = & "$PSHOME/pwsh" -NoProfile -File "$PSScriptRoot/Start-Runbook.ps1" "$runbooks/$Name" @ArgumentList 2>&1
    [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = $output.ForEach{ $_ -replace '\e\[[\d;]*m' } }
}

function Export-SnapshotList([string] $Path, [string[]] $Line) {
    @('SnapshotId,VolumeId,StartTime,State,StorageTier') + $Line | Set-Content -LiteralPath $Path
    (Get-Item -LiteralPath $Path).FullName
}
