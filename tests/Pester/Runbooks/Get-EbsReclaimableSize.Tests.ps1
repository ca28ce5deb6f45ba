Describe 'Get-EbsReclaimableSize' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        # Of vol-a: block 0 differs in each of a1 to a4; 10 to 19 are in a2 and a3 alone; 20 in a3 alone; 30 in a2 alone.
        $script:described = @(
            'snap-a1=synthetic:1GiB,written=0-9', 'snap-a2=snap-a1,changed=0,added=10-19+30', 'snap-a3=snap-a2,changed=0,added=20,removed=30'
            'snap-a4=snap-a3,changed=0,removed=10-20', 'snap-a5=snap-a4,changed=0-1'
            'snap-b1=synthetic:1GiB,written=0-99', 'snap-b2=snap-b1,changed=0-9', 'snap-b3=snap-b2,changed=5-14'
        )
        $script:list = Export-SnapshotList TestDrive:/snapshots.csv @(
            1..5 | ForEach-Object { "snap-a$_,vol-a,2026-01-0${_}T02:00:00Z,completed,standard" }
            1..3 | ForEach-Object { "snap-b$_,vol-b,2026-01-0${_}T02:00:00Z,completed,standard" }
            'snap-c1,vol-c,2026-01-01T02:00:00Z,completed,standard'
            'snap-d1,vol-d,2026-01-01T02:00:00Z,completed,archive'
            'snap-e1,vol-ffffffff,2026-01-01T02:00:00Z,completed,standard'
        )

        function Get-Size([string[]] $Id, [hashtable] $Setting = @{}) {
            & $runbooks/Get-EbsReclaimableSize.ps1 $Id -SnapshotPath $script:list -InformationVariable said -WarningAction SilentlyContinue @Setting 6>$null
            $script:lines = $said.ForEach{ "$_" }
        }
    }

    Context 'with an endpoint that answers' {
        BeforeAll {
            $script:server = Start-LocalEbsServer $script:described
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'tells for each snapshot what it alone holds' {
            $sizes = Get-Size snap-a1, snap-a2, snap-a3, snap-a4, snap-b2

            $LASTEXITCODE | Should -Be 0
            $sizes.ForEach{ "$($_.SnapshotId) $($_.ReclaimableBytes / 512KB)" } | Should -Be 'snap-a1 1', 'snap-a2 2', 'snap-a3 2', 'snap-a4 1', 'snap-b2 5'
        }

        It 'tells what neighbours free together: <Ids>' -ForEach @(
            @{ Ids = 'snap-a2', 'snap-a3'; Alone = 4; Together = 14 }
            @{ Ids = 'snap-a1', 'snap-a2'; Alone = 3; Together = 3 }
            @{ Ids = 'snap-a2', 'snap-a4'; Alone = 3; Together = 3 }
            @{ Ids = 'snap-a1', 'snap-a2', 'snap-a3'; Alone = 5; Together = 15 }
        ) {
            $sizes = Get-Size $Ids

            ($sizes | Measure-Object ReclaimableBytes -Sum).Sum | Should -Be ($Alone * 512KB)
            $script:lines[0] | Should -Be "vol-a: deleting $($Ids.Count) frees $($Together / 2) MiB; each alone, added up, $($Alone / 2) MiB"
        }

        It 'agrees with measuring the chain that remains' {
            $null = Get-Size snap-a2, snap-a3
            $whole = (Measure-EbsSnapshotDelta -SnapshotId snap-a1, snap-a2, snap-a3, snap-a4, snap-a5 -IncludeBaseline | Measure-Object LogicalBytes -Sum).Sum
            $rest = (Measure-EbsSnapshotDelta -SnapshotId snap-a1, snap-a4, snap-a5 -IncludeBaseline | Measure-Object LogicalBytes -Sum).Sum

            $script:lines[0] | Should -BeLike "*frees $(($whole - $rest) / 1MB) MiB;*"
        }

        It 'has no figure for the newest, and says at least then' {
            $sizes = Get-Size snap-a4, snap-a5

            $LASTEXITCODE | Should -Be 0
            $sizes.ReclaimableBytes | Should -Be (512KB), $null
            $sizes[1].Note | Should -BeLike 'the newest*'
            $script:lines[-1] | Should -BeLike 'In all at least 512 KiB*'
        }

        It 'does not pass over what it cannot measure: <Id>' -ForEach @(
            @{ Id = 'snap-ffff'; Note = 'not among the snapshots given' }
            @{ Id = 'snap-d1'; Note = 'not measured: see the warnings' }
            @{ Id = 'snap-e1'; Note = 'not measured: see the warnings' }
            @{ Id = 'snap-c1'; Note = 'not measured: see the warnings' }
        ) {
            $sizes = Get-Size snap-b2, $Id

            $LASTEXITCODE | Should -Be 1
            $sizes.Where{ $_.SnapshotId -eq $Id }.Note | Should -Be $Note
            $sizes.Where{ $_.SnapshotId -eq 'snap-b2' }.ReclaimableBytes | Should -Be (5 * 512KB)
        }
    }

    It 'gives the sum, as the least, where the snapshots around a gap cannot be compared' {
        $server = Start-LocalEbsServer $script:described -Fault 'ListChangedBlocks 5:throttle'
        try {
            $null = Get-Size snap-a2, snap-a3 @{ RetryTimeout = 0 }
        } finally {
            Stop-LocalEbsServer $server
        }

        $LASTEXITCODE | Should -Be 75
        $script:lines[0] | Should -Be 'vol-a: deleting 2 frees at least 2 MiB; each alone, added up, 2 MiB'
    }

    It 'says by its exit code whether it may pass: <Fault>' -ForEach @(
        @{ Fault = 'ListSnapshotBlocks all:policy-denied'; ExitCode = 1; Said = 'WARNING: AccessDenied: *ebs:ListSnapshotBlocks*' }
        @{ Fault = 'ListChangedBlocks 2-:throttle'; ExitCode = 75; Said = 'WARNING: Throttled: *' }
    ) {
        $server = Start-LocalEbsServer $script:described -Fault $Fault
        try {
            $run = Invoke-Runbook Get-EbsReclaimableSize.ps1 'snap-b2,snap-a2', '-SnapshotPath', $script:list, '-RetryTimeout', '0'
        } finally {
            Stop-LocalEbsServer $server
        }

        $run.ExitCode | Should -Be $ExitCode
        $run.Output[0] | Should -BeLike $Said
        $run.Output[-1] | Should -BeLike 'In all at least *'
    }
}
