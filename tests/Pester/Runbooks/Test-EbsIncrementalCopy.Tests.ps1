Describe 'Test-EbsIncrementalCopy' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:described = 'snap-a1=synthetic:8GiB,written=0-999', 'snap-a2=snap-a1,changed=999', 'snap-a3=snap-a2,changed=5', 'snap-b1=synthetic:8GiB'
        $script:runbook = "$runbooks/Test-EbsIncrementalCopy.ps1"
    }

    Context 'with an endpoint that answers' {
        BeforeAll {
            $script:server = Start-LocalEbsServer $script:described
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'tells which pairs are ready, and of the others why not and what to do' {
            'snap-a1,snap-a2', 'snap-a1,snap-b1', 'snap-a2, snap-ffff', 'snap-a2,vol-1', 'snap-a2,snap-a3' | Set-Content -LiteralPath TestDrive:/pairs.txt

            $pairs = & $script:runbook -PairPath TestDrive:/pairs.txt

            $LASTEXITCODE | Should -Be 1
            $pairs.Ready | Should -Be $true, $false, $false, $false, $true
            $pairs.Reason | Should -Be $null, 'UnrelatedSnapshots', 'SnapshotNotFound', 'ParameterArgumentValidationError', $null
            $pairs[1].Advice | Should -BeLike 'Compare two snapshots of the same volume*'
            $pairs[2].Advice | Should -BeLike '*Region*'
            $pairs[3].Message | Should -BeLike '*''vol-1'' is no snapshot id*'
        }

        It 'takes a file of pairs with <_> above them' -ForEach 'First,Second', '"FirstSnapshotId","SecondSnapshotId"', 'first , second' {
            $_, 'snap-a1,snap-a2', '"snap-a2","snap-a3"' | Set-Content -LiteralPath TestDrive:/headed.csv

            (& $script:runbook -PairPath TestDrive:/headed.csv).Ready | Should -Be $true, $true
        }

        It 'takes pairs from the pipeline' {
            'First,Second', 'snap-a1,snap-a2', 'snap-a1,snap-a3' | ConvertFrom-Csv | & $script:runbook | Should -HaveCount 2
            $LASTEXITCODE | Should -Be 0
        }

        It 'ends with 1 where nobody is signed in' {
            $pair = & $script:runbook snap-a1 snap-a2 -ProfileName nobody -Region eu-west-1

            $pair.Reason | Should -Be 'ProfileUnusable'
            $LASTEXITCODE | Should -Be 1
        }
    }

    It 'sends one request a pair, even where the first pages have nothing' {
        $server = Start-LocalEbsServer $script:described -Fault '3-:access-denied'
        try {
            $pairs = 'First,Second', 'snap-a1,snap-a2', 'snap-a1,snap-a3', 'snap-a2,snap-a3' | ConvertFrom-Csv | & $script:runbook
        } finally {
            Stop-LocalEbsServer $server
        }

        $pairs.Ready | Should -Be $true, $true, $false
    }

    It 'sends none for what EC2 says already: <State> <Tier>' -ForEach @(
        @{ State = 'pending'; Tier = 'standard'; Reason = 'SnapshotPending'; ExitCode = 75 }
        @{ State = 'error'; Tier = 'standard'; Reason = 'SnapshotUnusable'; ExitCode = 1 }
        @{ State = 'completed'; Tier = 'archive'; Reason = 'SnapshotArchived'; ExitCode = 1 }
    ) {
        $list = Export-SnapshotList TestDrive:/snapshots.csv 'snap-a1,vol-a,2026-01-05T02:00:00Z,completed,standard', "snap-a2,vol-a,2026-01-06T02:00:00Z,$State,$Tier"
        $server = Start-LocalEbsServer $script:described -Fault 'all:access-denied'
        try {
            $pair = & $script:runbook snap-a1 snap-a2 -SnapshotPath $list
            $exitCode = $LASTEXITCODE
            $same = & $script:runbook snap-a1 snap-a2 -Snapshot (Import-Csv -LiteralPath $list)
        } finally {
            Stop-LocalEbsServer $server
        }

        $exitCode | Should -Be $ExitCode
        $pair.Reason, $same.Reason | Should -Be $Reason, $Reason
        $pair.Message | Should -BeLike '*snap-a2 is *' -Because 'it is the one that is not ready'
        $pair.Advice | Should -Not -BeNullOrEmpty
    }

    It 'names the missing permission, and says by its exit code whether it may pass: <Fault>' -ForEach @(
        @{ Fault = '1:policy-denied'; Reason = 'AccessDenied'; Advice = 'Allow ebs:ListChangedBlocks on *'; ExitCode = 1 }
        @{ Fault = '1:key-denied'; Reason = 'KmsAccessDenied'; Advice = '*kms:Decrypt*'; ExitCode = 1 }
        @{ Fault = '1:throttle'; Reason = 'Throttled'; Advice = '*L-DB2FBAA1*'; ExitCode = 75 }
    ) {
        'snap-a1,snap-a2', 'snap-a2,snap-a3' | Set-Content -LiteralPath TestDrive:/pairs.txt
        $server = Start-LocalEbsServer $script:described -Fault $Fault
        try {
            $run = Invoke-Runbook Test-EbsIncrementalCopy.ps1 '-PairPath', "$TestDrive/pairs.txt", '-RetryTimeout', '0'
        } finally {
            Stop-LocalEbsServer $server
        }

        $run.ExitCode | Should -Be $ExitCode
        $said = $run.Output -join "`n"
        $said | Should -Match "(?s)Ready +: False\nReason +: $Reason\n.*Ready +: True"
        $said -replace '\n {18}' | Should -BeLike "*Advice           : $Advice"
    }
}
