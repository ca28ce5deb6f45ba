Describe 'In a pipeline' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:server = Start-LocalEbsServer @(
            'snap-a=synthetic:8GiB,written=0-999'
            'snap-b=snap-a,changed=10-13,added=2000-2001,removed=900-900'
            'snap-c=snap-b,changed=0-99'
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
    ) {
        & $Rows | Get-EbsChangedBlock | Group-Object SecondSnapshotId | ForEach-Object Count | Should -Be 7, 100
    }

    It 'measures blocks that come down the pipeline as it measures their pair' {
        $piped = Get-EbsChangedBlock snap-b snap-c | Measure-EbsSnapshotDelta
        $named = Measure-EbsSnapshotDelta snap-b snap-c

        $figures = 'ChangedBytes', 'ModifiedCount', 'ExtentCount', 'DensityMap', 'PercentChanged'
        $piped | Select-Object $figures | ConvertTo-Json | Should -Be ($named | Select-Object $figures | ConvertTo-Json)
    }

    It 'takes parameters from $PSDefaultParameterValues' {
        $PSDefaultParameterValues = @{ 'Get-EbsChangedBlock:FirstSnapshotId' = 'snap-a'; '*-Ebs*:MaxResult' = 100 }

        Get-EbsChangedBlock -Second snap-b | Should -HaveCount 7
    }

    It 'shows blocks as a table' {
        $table = Get-EbsChangedBlock snap-a snap-b -ChangeType Removed | Out-String -Width 80

        $table | Should -Match 'Snapshots: snap-a -> snap-b'
        $table | Should -Match '900 Removed +471859200 +450 MiB +512 KiB'
    }
}
