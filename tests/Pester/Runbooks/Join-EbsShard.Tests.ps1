Describe 'What a shard has of the pairs' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $runbooks/RunbookFunctions.ps1
        . $runbooks/ShardFunctions.ps1

        # So many pairs in each place, those of the places mixed.
        function Get-Pair([int[]] $Count) {
            foreach ($number in 1..($Count | Measure-Object -Maximum).Maximum) {
                for ($place = 0; $place -lt $Count.Count; $place++) {
                    if ($number -le $Count[$place]) { [pscustomobject]@{ First = "snap-$place$number"; Second = "snap-$place$($number + 1)"; Region = 'eu-central-1'; ProfileName = "account$place" } }
                }
            }
        }

        # Of each shard, what it has.
        function Get-Assignment([int[]] $Count, [int] $ShardCount) {
            $pairs = @(Get-Pair $Count)
            for ($shard = 0; $shard -lt $ShardCount; $shard++) {
                foreach ($part in Get-ShardPart $pairs $shard $ShardCount) {
                    [pscustomobject]@{ Shard = $shard; Pair = $part.Pair.First; Place = $part.Pair.ProfileName; Part = $part.Part; PartCount = $part.PartCount; SharedBy = $part.SharedBy }
                }
            }
        }
    }

    It 'is together every pair once, and of each quota no more than there is: <ShardCount> shards of <Count>' -ForEach @(
        foreach ($count in @(1), @(7), @(1, 1), @(3, 1, 2), @(1, 9, 1, 4), @(2, 2, 2, 2, 2, 2, 2, 2), (1..30)) {
            foreach ($shards in 1, 2, 3, 4, 7, 8, 9, 16, 31, 100) { @{ Count = $count; ShardCount = $shards } }
        }
    ) {
        $assigned = @(Get-Assignment $Count $ShardCount)

        @($assigned.Shard | Sort-Object -Unique) | Should -HaveCount $ShardCount
        foreach ($pair in $assigned | Group-Object Pair) {
            # In the order of their numbers, and each part once.
            $pair.Group.Part | Should -Be @(0..($pair.Group[0].PartCount - 1))
        }
        $assigned.Where{ $_.Part -eq 0 }.Pair | Sort-Object | Should -Be ((Get-Pair $Count).First | Sort-Object)
        foreach ($place in $assigned | Group-Object Place) {
            $place.Group.SharedBy | Sort-Object -Unique | Should -Be @($place.Group.Shard | Sort-Object -Unique).Count
        }
        if ($ShardCount -le $Count.Count) {
            $assigned.SharedBy | Sort-Object -Unique | Should -Be 1
        } else {
            @($assigned | Select-Object Shard, Place -Unique) | Should -HaveCount $ShardCount
        }
    }

    It 'is all pairs of some places where there are as many places as shards, as even as these are' {
        $assigned = Get-Assignment 5, 3, 3, 1 2

        ($assigned | Group-Object Shard).ForEach{ @($_.Group.Place | Sort-Object -Unique) -join '+' } | Should -Be 'account0+account3', 'account1+account2'
        ($assigned | Group-Object Shard).ForEach{ $_.Count } | Should -Be 6, 6
    }

    It 'is some pairs of one place where there are more shards, and more of them where there are more pairs' {
        $assigned = Get-Assignment 6, 2, 1 5

        ($assigned | Group-Object Shard).ForEach{ "$($_.Group[0].Place) $($_.Count) by $($_.Group[0].SharedBy)" } | Should -Be @(
            'account0 2 by 3', 'account0 2 by 3', 'account0 2 by 3', 'account1 2 by 1', 'account2 1 by 1'
        )
        $assigned.PartCount | Sort-Object -Unique | Should -Be 1
    }

    It 'is a part of a pair where there are more shards than pairs' {
        (Get-Assignment 2, 1 6).ForEach{ "$($_.Pair) $($_.Part)/$($_.PartCount) by $($_.SharedBy)" } | Should -Be @(
            'snap-01 0/2 by 4', 'snap-01 1/2 by 4', 'snap-02 0/2 by 4', 'snap-02 1/2 by 4', 'snap-11 0/2 by 2', 'snap-11 1/2 by 2'
        )
    }

    It 'is found at once among ten thousand shards' {
        $pairs = @(Get-Pair 3000, 2000, 1)

        (Get-ShardPart $pairs 9999 10000).Pair.ProfileName | Should -Be 'account2'
        (Get-ShardPart $pairs 0 10000).SharedBy | Should -BeGreaterThan 5990
    }
}

Describe 'A file of pairs for shards' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $runbooks/RunbookFunctions.ps1
        . $runbooks/ShardFunctions.ps1
    }

    It 'may have its columns in any order, quotes, and columns for others' {
        '"VolumeId","SecondSnapshotId","Region","FirstSnapshotId"', '"vol-1","snap-b"," us-east-1 ","snap-a"', '', 'vol-2,snap-d,,snap-c' | Set-Content -LiteralPath $TestDrive/pairs.csv

        $read = Get-ShardInput $TestDrive/pairs.csv '' '' '' eu-west-1 backup

        $read.Pairs.ForEach{ Get-PairText $_ } | Should -Be 'snap-a -> snap-b (us-east-1, profile backup)', 'snap-c -> snap-d (eu-west-1, profile backup)'
        $read.Columns | Should -BeLike '*,Length,Region,ProfileName'
    }

    It 'is another input with <Name>' -ForEach @(
        @{ Name = 'a Region for all'; Line = 'snap-a,snap-b'; Region = 'us-east-1' }
        @{ Name = 'another pair'; Line = 'snap-a,snap-c'; Region = '' }
        @{ Name = 'one pair more'; Line = "snap-a,snap-b`nsnap-b,snap-c"; Region = '' }
    ) {
        'snap-a,snap-b' | Set-Content -LiteralPath $TestDrive/pairs.csv
        $Line | Set-Content -LiteralPath $TestDrive/others.csv

        (Get-ShardInput $TestDrive/others.csv '' '' '' $Region '').Sha256 | Should -Not -Be (Get-ShardInput $TestDrive/pairs.csv).Sha256
    }

    It 'is the same input with a header, quotes, and other ends of lines' {
        'snap-a,snap-b' | Set-Content -LiteralPath $TestDrive/pairs.csv
        [System.IO.File]::WriteAllText("$TestDrive/others.csv", "First,Second`r`n`r`n`"snap-a`", `"snap-b`"`r`n")

        (Get-ShardInput $TestDrive/others.csv).Sha256 | Should -Be (Get-ShardInput $TestDrive/pairs.csv).Sha256
    }

    It 'is refused where <Said>' -ForEach @(
        @{ Line = 'First,Second,Region', 'snap-a,snap-b,r1', 'snap-a,snap-b,r1'; Said = 'A pair of *pairs.csv* is there twice: snap-a -> snap-b (r1)' }
        @{ Line = 'snap-a,snap-b', 'snap-a'; Said = 'Line 2 of *pairs.csv* has 1 values, and not 2: First, Second.' }
        @{ Line = 'snap-a,snap-b,snap-c'; Said = 'Line 1 of *pairs.csv* has 3 values, and not 2: First, Second.' }
        @{ Line = 'snap-a,'; Said = 'A pair of *pairs.csv* lacks an id: snap-a -> ' }
        @{ Line = 'First,Second,VolumeSize', 'snap-a,snap-b,8GiB'; Said = 'A pair of *pairs.csv* has the VolumeSize ''8GiB'', which is no number of GiB: *' }
        @{ Line = 'First,Second'; Said = 'There is no pair in *pairs.csv*' }
    ) {
        $Line | Set-Content -LiteralPath $TestDrive/pairs.csv

        { Get-ShardInput $TestDrive/pairs.csv } | Should -Throw $Said
    }

    It 'is refused by what asks in one place alone' {
        'Region,First,Second', ',snap-a,snap-b', 'us-east-1,snap-b,snap-c' | Set-Content -LiteralPath $TestDrive/pairs.csv

        { Get-RunbookPair $TestDrive/pairs.csv } | Should -Throw 'Line 3 of *pairs.csv* names a Region or a profile, which are taken by -Region and -ProfileName here, for all pairs.'
    }
}

Describe 'Join-EbsShard' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:range = @{ FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b'; VolumeSize = 40 }

        # The warnings, and what else it says but errors.
        function Join-Shard([string] $Folder, [hashtable] $With = $script:range) {
            & $runbooks/Join-EbsShard.ps1 @With -ShardFolder $Folder 3>&1 | ForEach-Object { "$_" }
        }
    }

    Context 'with shards of one pair' {
        BeforeAll {
            $script:server = Start-LocalEbsServer 'snap-a=synthetic:40GiB', 'snap-b=snap-a,changed=1%,removed=0.5%', 'snap-c=snap-b,changed=0-99'
            0..3 | ForEach-Object { & $runbooks/Export-EbsChangedBlock.ps1 @range -OutputFolder $TestDrive/whole -ShardIndex $_ -ShardCount 4 }
            $script:rows = Get-EbsChangedBlock snap-a snap-b | ForEach-Object { "snap-a,snap-b,$($_.BlockIndex),$($_.ChangeType),$($_.Offset),$($_.Length)" }
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        BeforeEach {
            $script:folder = "$TestDrive/$([guid]::NewGuid()) [1]"
            $null = [System.IO.Directory]::CreateDirectory($script:folder)
            foreach ($file in [System.IO.Directory]::GetFiles("$TestDrive/whole")) { [System.IO.File]::Copy($file, "$script:folder/$([System.IO.Path]::GetFileName($file))") }

            function Edit-Manifest([int] $Shard, [scriptblock] $Change) {
                $path = "$script:folder/shard-0000$Shard-of-00004.json"
                $manifest = [System.IO.File]::ReadAllText($path) | ConvertFrom-Json
                $null = & $Change $manifest
                [System.IO.File]::WriteAllText($path, (ConvertTo-Json $manifest -Depth 3))
            }

            function Edit-Row([int] $Shard, [scriptblock] $Change) {
                $path = "$script:folder/shard-0000$Shard-of-00004.csv"
                [System.IO.File]::WriteAllText($path, (& $Change ([System.IO.File]::ReadAllText($path))))
            }
        }

        It 'says that they are the whole, and joins them' {
            $said = Join-Shard $folder ($range + @{ OutputPath = "$folder/joined.csv" })

            $LASTEXITCODE | Should -Be 0
            $said[0] | Should -BeLike "*joined.csv: $($rows.Count) blocks"
            $said[1] | Should -BeLike "*: shards: 4, together the whole; pairs: 1, each from block 0 to the end, once; blocks: $($rows.Count)"
            $joined = [System.IO.File]::ReadAllLines("$folder/joined.csv")
            $joined[0] | Should -BeExactly 'FirstSnapshotId,SecondSnapshotId,BlockIndex,ChangeType,Offset,Length'
            $joined | Select-Object -Skip 1 | Should -Be $rows
        }

        It 'finds <Name>' -ForEach @(
            @{
                Name  = 'a shard that is missing'
                Break = { Remove-Item -LiteralPath "$folder/shard-00002-of-00004.csv", "$folder/shard-00002-of-00004.json" }
                Found = 'shard-00002-of-00004: is not there, or not complete', 'snap-a -> snap-b: blocks 40960 to 61439 are in no shard'
            }
            @{
                Name  = 'the last shard missing'
                Break = { Remove-Item -LiteralPath "$folder/shard-00003-of-00004.json" }
                Found = 'shard-00003-of-00004: is not there, or not complete', 'snap-a -> snap-b: blocks 61440 to the end are in no shard'
            }
            @{
                Name  = 'a shard that is there twice, in another''s place'
                Break = { 'csv', 'json' | ForEach-Object { [System.IO.File]::Copy("$folder/shard-00000-of-00004.$_", "$folder/shard-00001-of-00004.$_", $true) } }
                Found = 'shard-00001-of-00004: is shard 0 of 4 once more', 'snap-a -> snap-b: blocks 20480 to 40959 are in no shard'
            }
            @{
                Name  = 'ranges that overlap'
                Break = { Edit-Manifest 1 { $args[0].Pairs[0].StartingBlockIndex = 20000 } }
                Found = 'snap-a -> snap-b: blocks 20000 to 20479 are in shard 0 and in shard 1'
            }
            @{
                Name  = 'a range without an end before the last'
                Break = { Edit-Manifest 1 { $args[0].Pairs[0].EndingBlockIndex = $null } }
                Found = 'snap-a -> snap-b: blocks 40960 to 61439 are in shard 1 and in shard 2', 'snap-a -> snap-b: blocks 61440 to the end are in shard 1 and in shard 3'
            }
            @{
                Name  = 'ranges with a gap'
                Break = { Edit-Manifest 0 { $args[0].Pairs[0].EndingBlockIndex = 1 + [System.IO.File]::ReadAllLines("$folder/shard-00000-of-00004.csv")[-1].Split(',')[2] } }
                Found = 'snap-a -> snap-b: blocks 20* to 20479 are in no shard'
            }
            @{
                Name  = 'a pair that the input has not'
                Break = { Edit-Manifest 1 { $args[0].Pairs[0].Second = 'snap-c' } }
                Found = 'shard-00001-of-00004: has snap-a -> snap-c, which the input has not', 'snap-a -> snap-b: blocks 20480 to 40959 are in no shard'
            }
            @{
                Name  = 'a shard of another input'
                Break = { & $runbooks/Export-EbsChangedBlock.ps1 -First snap-b -Second snap-c -VolumeSize 40 -OutputFolder $folder -ShardIndex 1 -ShardCount 4 }
                Found = 'shard-00001-of-00004: is of another input', 'snap-a -> snap-b: blocks 20480 to 40959 are in no shard'
            }
            @{
                Name  = 'a file that is cut between rows'
                Break = { Edit-Row 1 { $text = $args[0]; $text.Substring(0, $text.TrimEnd().LastIndexOf([char] "`n") + 1) } }
                Found = 'shard-00001-of-00004: has * rows, where it had *'
            }
            @{
                Name  = 'a file that is cut in its last row'
                Break = { Edit-Row 1 { $args[0].TrimEnd().Substring(0, $args[0].TrimEnd().Length - 2) } }
                Found = 'shard-00001-of-00004: is not what was written: its digest is another'
            }
            @{
                Name  = 'a row twice'
                Break = { Edit-Row 1 { $lines = $args[0].TrimEnd().Split("`n"); @($lines[0, 1, 1]; $lines[3..($lines.Count - 1)]; '') -join "`n" } }
                Found = 'shard-00001-of-00004: has block * of snap-a -> snap-b in row 2, after block * and with an end at 40960'
            }
            @{
                Name  = 'a row too many'
                Break = { Edit-Row 1 { $args[0] + "snap-a,snap-b,40959,Added,0,524288`n" } }
                Found = 'shard-00001-of-00004: has more rows than the * that it had'
            }
            @{
                Name  = 'a row of another pair'
                Break = { Edit-Row 1 { $args[0] -replace '(?m)^snap-a(?=,snap-b,)', 'snap-c' } }
                Found = 'shard-00001-of-00004: has another row 1 than one of snap-a -> snap-b'
            }
            @{
                Name  = 'rows that are not there'
                Break = { Remove-Item -LiteralPath "$folder/shard-00001-of-00004.csv" }
                Found = 'shard-00001-of-00004: has no file of rows'
            }
            @{
                Name  = 'nonsense instead of what a shard says of itself'
                Break = { [System.IO.File]::WriteAllText("$folder/shard-00001-of-00004.json", '{ "Shard": 1,') }
                Found = 'shard-00001-of-00004: says nothing of itself: *cannot be read', 'snap-a -> snap-b: blocks 20480 to 40959 are in no shard'
            }
        ) {
            $null = . $Break

            $said = @(Join-Shard $folder ($range + @{ OutputPath = "$folder/joined.csv" }))

            $LASTEXITCODE | Should -Be 1
            $said | Should -HaveCount @($Found).Count
            for ($at = 0; $at -lt $said.Count; $at++) { $said[$at] | Should -BeLike @($Found)[$at] }
            [System.IO.Directory]::GetFiles($folder, 'joined*') | Should -BeNullOrEmpty
        }

        It 'finds shards of an earlier run with another number of them' {
            & $runbooks/Export-EbsChangedBlock.ps1 @range -OutputFolder $folder

            Join-Shard $folder | Should -BeNullOrEmpty
            $LASTEXITCODE | Should -Be 1
            Join-Shard $folder ($range + @{ ShardCount = 4 }) | Should -BeLike '*: shards: 4, together the whole; *'
            $LASTEXITCODE | Should -Be 0
        }

        It 'says to a scheduler which shards to list again, and only what it would do with -WhatIf' {
            Remove-Item -LiteralPath "$folder/shard-00002-of-00004.csv"
            $arguments = '-First', 'snap-a', '-Second', 'snap-b', '-VolumeSize', '40', '-ShardFolder'

            $broken = Invoke-Runbook Join-EbsShard.ps1 ($arguments + $folder)
            $none = Invoke-Runbook Join-EbsShard.ps1 ($arguments + "$TestDrive/none")
            $null = Join-Shard $TestDrive/whole ($range + @{ OutputPath = "$folder/joined.csv"; WhatIf = $true })

            $LASTEXITCODE | Should -Be 0
            $broken.ExitCode, $none.ExitCode | Should -Be 1, 1
            $broken.Output[-1] | Should -BeLike 'ShardsNotWhole: *are not the whole (warnings: 1): list again, by -Force where it is there, shard 2 of 4.'
            $none.Output[-1] | Should -BeLike 'There are no shards in *'
            [System.IO.File]::Exists("$folder/joined.csv") | Should -BeFalse
        }
    }

    Context 'with shards of many accounts and Regions' {
        BeforeAll {
            $script:servers = 1..3 | ForEach-Object {
                Start-LocalEbsServer 'snap-a=synthetic:2GiB', "snap-b=snap-a,changed=2%,seed=$_", "snap-c=snap-b,changed=$_" -Quota 50 -LogPath "$TestDrive/account$_.log"
            }
            Set-Content -LiteralPath $TestDrive/profiles @(
                1..3 | ForEach-Object { Get-ProfileLine "account$_" $script:servers[$_ - 1].EndpointUrl }
                Get-ProfileLine denied $script:servers[0].EndpointUrl je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
                Get-ProfileLine down http://127.0.0.1:1
            )
            $script:before = Enter-Profile "$TestDrive/profiles"

            Set-Content -LiteralPath $TestDrive/pairs.csv @(
                'Region,ProfileName,First,Second', 'eu-central-1,account1,snap-a,snap-b', 'us-east-1,account2,snap-a,snap-b', 'eu-central-1,account1,snap-b,snap-c'
                'eu-central-1,account3,snap-a,snap-b'
            )
            $script:arguments = @{ PairPath = "$TestDrive/pairs.csv" }
            $script:rows = Import-Csv -LiteralPath $TestDrive/pairs.csv | ForEach-Object {
                $pair = $_
                $pair | Get-EbsChangedBlock | ForEach-Object {
                    "$($pair.First),$($pair.Second),$($_.BlockIndex),$($_.ChangeType),$($_.Offset),$($_.Length),$($pair.Region),$($pair.ProfileName)"
                }
            }

            # The shards of a folder, each with its parts as text.
            function Get-Said([string] $Folder) {
                foreach ($file in [System.IO.Directory]::GetFiles($Folder, '*.json') | Sort-Object) {
                    $parts = ([System.IO.File]::ReadAllText($file) | ConvertFrom-Json).Pairs
                    $parts.ForEach{ "$($_.ProfileName) $($_.Second) $($_.StartingBlockIndex)-$($_.EndingBlockIndex) $($_.RequestsPerSecond)" } -join '; '
                }
            }
        }

        AfterAll {
            Exit-Profile $script:before
            # The last one put over the others' variables is to be taken away first.
            $script:servers[2, 1, 0] | ForEach-Object { Stop-LocalEbsServer $_ }
        }

        It 'finds the same rows in <ShardCount>, whoever lists them, and none more than its part of a quota' -ForEach @(
            @{ ShardCount = 1; Said = @('account1 snap-b 0- 40; account1 snap-c 0- 40; account2 snap-b 0- 40; account3 snap-b 0- 40') }
            @{ ShardCount = 2; Said = 'account1 snap-b 0- 40; account1 snap-c 0- 40', 'account2 snap-b 0- 40; account3 snap-b 0- 40' }
            @{ ShardCount = 5; Said = 'account1 snap-b 0- 20', 'account1 snap-c 0- 20', 'account2 snap-b 0-2048 20', 'account2 snap-b 2048- 20', 'account3 snap-b 0- 40' }
        ) {
            $folder = "$TestDrive/by$ShardCount"
            for ($shard = 0; $shard -lt $ShardCount; $shard++) { & $runbooks/Export-EbsChangedBlock.ps1 @arguments -OutputFolder $folder -ShardIndex $shard -ShardCount $ShardCount }

            Get-Said $folder | Should -Be $Said
            $joined = Join-Shard $folder ($arguments + @{ OutputPath = "$folder/joined.csv" })

            $LASTEXITCODE | Should -Be 0
            $joined[1] | Should -BeLike "*: shards: $ShardCount, together the whole; pairs: 4, each from block 0 to the end, once; blocks: $($rows.Count)"
            $lines = [System.IO.File]::ReadAllLines("$folder/joined.csv")
            $lines[0] | Should -BeExactly 'FirstSnapshotId,SecondSnapshotId,BlockIndex,ChangeType,Offset,Length,Region,ProfileName'
            $lines | Select-Object -Skip 1 | Sort-Object | Should -Be ($rows | Sort-Object)
        }

        It 'does not leave a shard of which one place failed: <ProfileName>' -ForEach @(
            @{ ProfileName = 'denied'; ExitCode = 1 }
            @{ ProfileName = 'down'; ExitCode = 75 }
        ) {
            'Region,ProfileName,First,Second', 'eu-central-1,account2,snap-a,snap-b', "eu-central-1,$ProfileName,snap-a,snap-b" | Set-Content -LiteralPath $TestDrive/failing.csv

            & $runbooks/Export-EbsChangedBlock.ps1 -PairPath $TestDrive/failing.csv -OutputFolder $TestDrive/failing -RetryTimeout 0

            $LASTEXITCODE | Should -Be $ExitCode
            [System.IO.Directory]::GetFiles("$TestDrive/failing") | Should -BeNullOrEmpty
        }
    }
}
