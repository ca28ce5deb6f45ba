Describe 'Rows that say where they are' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Profiles.ps1
        $script:main = Start-LocalEbsServer 'snap-a=synthetic:1GiB,written=0-99', 'snap-b=snap-a,changed=1-3+9', 'snap-c=snap-b,changed=5'
        $script:other = Start-LocalEbsServer 'snap-d=synthetic:1GiB,written=0-99', 'snap-e=snap-d,changed=7' -LogPath "$TestDrive/other.log"
        Set-Content -LiteralPath $TestDrive/profiles @(
            Get-ProfileLine main $script:main.EndpointUrl
            Get-ProfileLine other $script:other.EndpointUrl
            Get-ProfileLine wrong $script:other.EndpointUrl je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
            Get-ProfileLine down http://127.0.0.1:1
        )
        $script:before = Enter-Profile "$TestDrive/profiles"
    }

    AfterAll {
        Exit-Profile $script:before
        Stop-LocalEbsServer $script:other
        Stop-LocalEbsServer $script:main
    }

    BeforeEach {
        $script:rows = @(
            'Region,ProfileName,First,Second'
            'eu-central-1,main,snap-a,snap-b'
            'us-east-1,other,snap-d,snap-e'
            ' , main ,snap-b,snap-c'
            'us-east-1,down,snap-d,snap-e'
            'us-east-1,down,snap-e,snap-d'
            'us-east-1,wrong,snap-d,snap-e'
            'us-east-1,nobody,snap-d,snap-e'
            'us-east-1a,main,snap-a,snap-b'
            'eu-central-1,,snap-a,snap-c'
        ) | ConvertFrom-Csv
        $script:kinds = 'EndpointUnreachable', 'EndpointUnreachable', 'CredentialsInvalid', 'ProfileUnusable', 'RegionInvalid'
    }

    It 'are measured there, in their order, and what is wrong with one is no other''s' {
        $deltas = $script:rows | Measure-EbsSnapshotDelta -Region eu-west-1 -ProfileName main -RetryTimeout 0.01 -ErrorAction SilentlyContinue -ErrorVariable failed

        $deltas.ForEach{ "$($_.Region) $($_.ProfileName) $($_.ChangedCount)" } |
            Should -Be 'eu-central-1 main 4', 'us-east-1 other 1', 'eu-west-1 main 1', 'eu-central-1 main 5'
        $failed.Exception.Kind | Should -Be $script:kinds
        $failed.Exception.ForEach{ "$($_.Region) $($_.ProfileName)" } | Should -Be 'us-east-1 down', 'us-east-1 down', 'us-east-1 wrong', 'us-east-1 nobody', 'us-east-1a main'
        $failed.TargetObject | Should -Be 'snap-e', 'snap-d', 'snap-e', 'snap-e', 'snap-b'
        "$($failed[2])" | Should -BeLike '*(us-east-1, profile wrong, request *).'
    }

    It 'are listed there, by their own before the call''s' {
        $blocks = $script:rows | Get-EbsChangedBlock -Region eu-west-1 -ProfileName main -RetryTimeout 0.01 -ErrorAction SilentlyContinue -ErrorVariable failed

        $blocks.ForEach{ "$($_.SecondSnapshotId) $($_.BlockIndex)" } | Should -Be @(
            'snap-b 1', 'snap-b 2', 'snap-b 3', 'snap-b 9', 'snap-e 7', 'snap-c 5', 'snap-c 1', 'snap-c 2', 'snap-c 3', 'snap-c 5', 'snap-c 9'
        )
        $failed.Exception.Kind | Should -Be $script:kinds
    }

    It 'are saved from there, as a delta says it' {
        $deltas = $script:rows[0, 1] | Measure-EbsSnapshotDelta

        $saved = $deltas | Save-EbsSnapshotImage -Path { "$TestDrive/$($_.SecondSnapshotId).img" } -Force -PassThru

        $saved.SnapshotId | Should -Be 'snap-b', 'snap-e'
        $saved.ReadCount | Should -Be 100, 100
    }

    It 'find out once what all of a place have in common' {
        $before = @(Get-Content -LiteralPath "$TestDrive/other.log").Count

        1..5 | ForEach-Object { $script:rows[5] } | Measure-EbsSnapshotDelta -ErrorAction SilentlyContinue -ErrorVariable failed

        $failed.Exception.Kind | Should -Be (, 'CredentialsInvalid' * 5)
        $failed.ForEach{ $_.Exception.Message -like 'Not tried: *' } | Should -Be $false, $true, $true, $true, $true
        @(Get-Content -LiteralPath "$TestDrive/other.log").Count - $before | Should -Be 1
    }

    It 'keep snapshots of different places apart, though nobody says of which volume they are' {
        $snapshots = @(
            'Region,ProfileName,SnapshotId', 'eu-central-1,main,snap-a', 'us-east-1,other,snap-d', 'eu-central-1,main,snap-b', 'us-east-1,other,snap-e'
        ) | ConvertFrom-Csv

        ($snapshots | Measure-EbsSnapshotDelta).ForEach{ "$_".Split(':')[0] } | Should -Be 'snap-a -> snap-b', 'snap-d -> snap-e'
    }

    It 'leave the call''s own place as it is, but for the blanks around it' {
        (Get-EbsChangedBlock snap-b snap-c -Region ' eu-west-1' -ProfileName 'main ').BlockIndex | Should -Be 5
        { Measure-EbsSnapshotDelta snap-b snap-c -Region ' eu-west-1' -ProfileName ' nobody' } | Should -Throw -ErrorId 'ProfileUnusable,*'
    }

    It 'end a call for its own mistake, where no row says anything' {
        { 'snap-a', 'snap-b' | Measure-EbsSnapshotDelta -ProfileName nobody -Region eu-west-1 } | Should -Throw -ErrorId 'ProfileUnusable,*'
        { Get-EbsChangedBlock snap-a snap-b -Region '' -ProfileName main } | Should -Throw -ErrorId 'ArgumentEmpty,*'
        { Measure-EbsSnapshotDelta snap-a snap-b -ProfileName ' ' } | Should -Throw -ErrorId 'ArgumentEmpty,*'
        { Save-EbsSnapshotImage snap-a "$TestDrive/x.img" -Region $null } | Should -Throw -ErrorId 'ArgumentEmpty,*'
    }

    It 'are refused where they say nothing to Get-EbsChangedBlock' {
        1, [pscustomobject]@{ Password = 'secretpw' } | Get-EbsChangedBlock snap-a snap-b -Region eu-west-1 -ProfileName main -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        (0..1 | Get-EbsChangedBlock snap-a snap-b -Region eu-west-1 -ProfileName main -StartingBlockIndex { 4 * $_ }).BlockIndex | Should -Be 1, 2, 3, 9, 9

        $failed.FullyQualifiedErrorId | Should -Be (, 'InputUnrecognized,EbsChangedBlocks.Commands.GetEbsChangedBlockCommand' * 2)
        "$failed" | Should -Not -Match 'secretpw'
    }
}
