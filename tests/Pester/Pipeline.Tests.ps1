Describe 'In a pipeline' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:server = Start-LocalEbsServer @(
            'snap-a=synthetic:8GiB,written=0-999'
            'snap-b=snap-a,changed=10-13,added=2000-2001,removed=900-900'
            'snap-c=snap-b,changed=0-2'
        )
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'gives Select-Object its properties' {
        Get-EbsChangedBlock snap-a snap-b | Select-Object -ExpandProperty BlockIndex | Should -Be 10, 11, 12, 13, 900, 2000, 2001
    }

    It 'sorts by a property' {
        $blocks = Get-EbsChangedBlock snap-a snap-b | Sort-Object BlockIndex -Descending

        $blocks[0].BlockIndex | Should -Be 2001
        $blocks[-1].BlockIndex | Should -Be 10
    }

    It 'groups by what happened' {
        $groups = Get-EbsChangedBlock snap-a snap-b | Group-Object ChangeType -AsHashTable -AsString

        $groups.Modified.Count | Should -Be 4
        $groups.Added.Count | Should -Be 2
        $groups.Removed.Count | Should -Be 1
    }

    It 'adds up' {
        $sum = Get-EbsChangedBlock snap-a snap-b | Measure-Object Length -Sum -Minimum

        $sum.Count | Should -Be 7
        $sum.Sum | Should -Be (7 * 512KB)
        $sum.Minimum | Should -Be 512KB
    }

    It 'lists <Name>' -ForEach @(
        @{ Name = 'pairs by the names of columns'; Rows = { 'First,Second', 'snap-a,snap-b', 'snap-b,snap-c' | ConvertFrom-Csv } }
        @{ Name = 'pairs by their full names'; Rows = { [pscustomobject]@{ FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' }, [pscustomobject]@{ FirstSnapshotId = 'snap-b'; SecondSnapshotId = 'snap-c' } } }
        @{ Name = 'pairs by either name'; Rows = { [pscustomobject]@{ First = 'snap-a'; Second = 'snap-b' }, [pscustomobject]@{ FirstSnapshotId = 'snap-b'; SecondSnapshotId = 'snap-c' } } }
    ) {
        $expected = (10..13 + 900, 2000, 2001).ForEach{ "snap-b $_" } + (0..2).ForEach{ "snap-c $_" }

        & $Rows | Get-EbsChangedBlock | ForEach-Object { "$($_.SecondSnapshotId) $($_.BlockIndex)" } | Should -Be $expected
    }

    It 'lists snapshot objects as the second of a pair' {
        $snapshot = [pscustomobject]@{ SnapshotId = 'snap-c'; VolumeId = 'vol-1' }

        ($snapshot | Get-EbsChangedBlock -First snap-a).BlockIndex | Should -Be (0..2 + 10..13 + 900, 2000, 2001)
    }

    It 'filters blocks as they come' {
        (Get-EbsChangedBlock -First snap-a -Second snap-b | Where-Object ChangeType -eq Added).BlockIndex | Should -Be 2000, 2001
        (Get-EbsChangedBlock snap-a snap-b | Where-Object { -not $_.SecondBlockToken }).BlockIndex | Should -Be 900
    }

    It 'lists of -ChangeType <Types> what Where-Object would leave' -ForEach @(
        @{ Types = @('Added'); Expected = 2000, 2001 }
        @{ Types = 'Modified', 'Removed'; Expected = 10..13 + 900 }
        @{ Types = 'removed', 'Removed'; Expected = @(900) }
        @{ Types = 'Added', 'Modified', 'Removed'; Expected = 10..13 + 900, 2000, 2001 }
    ) {
        (Get-EbsChangedBlock snap-a snap-b -ChangeType $Types).BlockIndex | Should -Be $Expected
        (Get-EbsChangedBlock snap-a snap-b | Where-Object ChangeType -in $Types).BlockIndex | Should -Be $Expected
    }

    It 'says with -Verbose where, as whom, and what each page held' {
        $said = Get-EbsChangedBlock snap-b snap-c -Region us-east-1 -AccessKey $env:AWS_ACCESS_KEY_ID -SecretKey $env:AWS_SECRET_ACCESS_KEY -Verbose 4>&1 |
            Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }

        $said | Should -HaveCount 2
        $said[0].Message | Should -BeLike "*$($script:server.EndpointUrl)*us-east-1 (from -Region), credentials from -AccessKey*"
        $said[1].Message | Should -BeLike '*3 changed blocks, 0 to 2*'
    }

    It 'takes parameters from $PSDefaultParameterValues' {
        $PSDefaultParameterValues = @{ 'Get-EbsChangedBlock:FirstSnapshotId' = 'snap-a'; '*-Ebs*:MaxResult' = 100 }

        Get-EbsChangedBlock -Second snap-b | Should -HaveCount 7
    }
}
