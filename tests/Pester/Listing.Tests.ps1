Describe 'Listing' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
    }

    Context 'of images' {
        BeforeAll {
            # Unchanged 0-9, modified 10-19, zeroed 20-29, newly written 30-39, in neither 40-48, unchanged 49.
            $before = @{ 49 = 5 }
            $after = @{ 49 = 5 }
            (0..29).ForEach{ $before[$_] = 1 }
            (0..9).ForEach{ $after[$_] = 1 }
            (10..19).ForEach{ $after[$_] = 2 }
            (30..39).ForEach{ $after[$_] = 3 }
            New-LocalEbsImage TestDrive:/before.img $before
            New-LocalEbsImage TestDrive:/after.img $after
            New-LocalEbsImage TestDrive:/one.img @{ 0 = 1 }
            New-LocalEbsImage TestDrive:/other.img @{ 0 = 2 }
            Push-Location -LiteralPath TestDrive:/
            $script:server = Start-LocalEbsServer 'snap-a=before.img', 'snap-b=after.img', 'snap-c=one.img,lineage=small', 'snap-d=other.img,lineage=small'
            Pop-Location
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'tells how they differ' {
            $expected = (10..19).ForEach{ "$_ Modified" } + (20..29).ForEach{ "$_ Removed" } + (30..39).ForEach{ "$_ Added" }

            Get-EbsChangedBlock -First snap-a -Second snap-b | ForEach-Object { "$($_.BlockIndex) $($_.ChangeType)" } | Should -Be $expected
        }

        It 'takes a volume of one block' {
            (Get-EbsChangedBlock snap-c snap-d).BlockIndex | Should -Be 0
        }
    }

    Context 'of 64 TiB' {
        BeforeAll {
            $script:server = Start-LocalEbsServer @(
                'snap-a=synthetic:64TiB,written=0-30000+last'
                'snap-b=snap-a,changed=none'
                'snap-c=snap-a,changed=last'
                'snap-d=snap-a,changed=10000'
                'snap-e=snap-a,changed=0-25000'
            )
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'finds <Name>' -ForEach @(
            @{ Name = 'that nothing differs'; Second = 'snap-b'; Expected = @() }
            @{ Name = 'the last block'; Second = 'snap-c'; Expected = @(134217727) }
            @{ Name = 'a block beyond the first ten thousand that are written'; Second = 'snap-d'; Expected = @(10000) }
            @{ Name = 'more blocks than a page holds'; Second = 'snap-e'; Expected = 0..25000 }
        ) {
            $found = Get-EbsChangedBlock snap-a $Second | ForEach-Object BlockIndex

            # As text: Should -Be takes seconds over so many.
            $found -join ' ' | Should -BeExactly ($Expected -join ' ')
        }
    }

    Context 'of 1 GiB' {
        BeforeAll {
            $script:described = @(
                'snap-a=synthetic:1GiB,written=0-999'
                'snap-b=snap-a,changed=999'
                'snap-c=synthetic:1GiB,written=60%'
                'snap-d=snap-c,changed=40%,added=10%,removed=10%'
                'snap-e=synthetic:1GiB'
                'snap-f=snap-e,changed=all'
                'snap-1=synthetic:1GiB,written=none'
                'snap-2=snap-1,added=last'
            )
            $script:server = Start-LocalEbsServer $script:described
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'says of a block all that there is to know' {
            $block = Get-EbsChangedBlock snap-1 snap-2

            $block.BlockIndex | Should -Be 2047
            $block.Offset | Should -Be 1073217536
            $block.Length | Should -Be 512KB
            $block.BlockSize | Should -Be 512KB
            $block.VolumeSize | Should -Be 1GB
            $block.FirstSnapshotId | Should -BeExactly 'snap-1'
            $block.SecondSnapshotId | Should -BeExactly 'snap-2'
            $block.ChangeType | Should -Be 'Added'
            $block.FirstBlockToken | Should -Be $null
            $block.SecondBlockToken.Length | Should -Be 60
            $block.ExpiryTime.Kind | Should -Be 'Utc'
            $block.ExpiryTime | Should -BeGreaterThan ([datetime]::UtcNow.AddDays(6.9))
            "$block" | Should -BeExactly '2047 Added'
        }

        It 'goes on past nine empty pages' {
            (Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -AsPage).ForEach{ $_.ChangedBlocks.Count } | Should -Be 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
            (Get-EbsChangedBlock snap-a snap-b -MaxResult 100).BlockIndex | Should -Be 999
        }

        It 'makes the whole of neighbouring ranges' {
            $whole = (Get-EbsChangedBlock snap-c snap-d).BlockIndex
            $start = 0
            $parts = foreach ($end in 0, 1, 700, 701, 2047) {
                Get-EbsChangedBlock snap-c snap-d -StartingBlockIndex $start -EndingBlockIndex $end -MaxResult 100
                $start = $end
            }
            $rest = Get-EbsChangedBlock snap-c snap-d -StartingBlockIndex $start

            $whole.Count | Should -BeGreaterOrEqual 500
            $whole.Count | Should -BeLessOrEqual 2000
            @($parts) + @($rest) | ForEach-Object BlockIndex | Should -Be $whole
        }

        It 'gives pages as the service does, and goes on from a token' {
            $first = @(Get-EbsChangedBlock snap-e snap-f -AsPage -MaxResult 1000)[0]
            $rest = Get-EbsChangedBlock snap-e snap-f -AsPage -MaxResult 1000 -NextToken $first.NextToken -StartingBlockIndex 5

            $first.ChangedBlocks.Count | Should -Be 1000
            $first.VolumeSize | Should -Be 1GB
            $first.BlockSize | Should -Be 512KB
            $first.FirstSnapshotId | Should -BeExactly 'snap-e'
            $first.SecondSnapshotId | Should -BeExactly 'snap-f'
            $rest | Should -HaveCount 2
            $rest[0].ChangedBlocks[0].BlockIndex | Should -Be 1000
            $rest[-1].NextToken | Should -Be $null
        }

        It 'is the same over pages that look at fewer blocks' {
            $blocks = Get-EbsChangedBlock snap-c snap-d -MaxResult 200
            $pages = Get-EbsChangedBlock snap-c snap-d -MaxResult 200 -AsPage
            $short = Start-LocalEbsServer $script:described -ArgumentList '--short-windows', '0.8', '--seed', '3'
            try {
                (Get-EbsChangedBlock snap-c snap-d -MaxResult 200).BlockIndex | Should -Be $blocks.BlockIndex
                (Get-EbsChangedBlock snap-c snap-d -MaxResult 200 -AsPage).Count | Should -BeGreaterThan $pages.Count
            } finally {
                Stop-LocalEbsServer $short
            }
        }
    }

    Context 'as extents' {
        BeforeAll {
            $script:server = Start-LocalEbsServer 'snap-a=synthetic:1GiB,written=0-99', 'snap-b=snap-a,changed=0-9,removed=10-14,added=200-201'
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'joins what is adjacent<With>' -ForEach @(
            @{ With = ''; Expected = '10 blocks 0+5242880 Modified', '5 blocks 5242880+2621440 Removed', '2 blocks 104857600+1048576 Added' }
            @{ With = ' -IgnoreChangeType'; Expected = '15 blocks 0+7864320 Changed', '2 blocks 104857600+1048576 Changed' }
            @{ With = ' -ChangeType Added, Modified'; Expected = '10 blocks 0+5242880 Modified', '2 blocks 104857600+1048576 Added' }
            @{ With = ' -IgnoreChangeType -ChangeType Removed, Modified'; Expected = '15 blocks 0+7864320 Changed' }
        ) {
            & ([scriptblock]::Create("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -AsExtent$With")) | ForEach-Object { "$($_.BlockCount) blocks $_" } | Should -Be $Expected
        }
    }

    It 'has blocks that can be made by hand' {
        $block = [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 7 }
        $whole = [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 7; ChangeType = 'Removed'; FirstSnapshotId = 'snap-a'; BlockSize = 4096; VolumeSize = 1GB }

        "$($block.BlockIndex) $($block.Offset) $($block.Length) $($block.ChangeType)" | Should -BeExactly '7 3670016 524288 Modified'
        "$($whole.Offset) $($whole.ChangeType) $($whole.FirstSnapshotId) $($whole.VolumeSize)" | Should -BeExactly '28672 Removed snap-a 1073741824'
        ([EbsChangedBlocks.ChangedBlock]@{ SecondBlockToken = 'x' }).ChangeType | Should -Be 'Added'
        ([EbsChangedBlocks.ChangedBlockPage]@{ NextToken = 'x' }).ChangedBlocks.Count | Should -Be 0
    }
}
