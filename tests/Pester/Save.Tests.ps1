Describe 'Save-EbsSnapshotImage' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Shown.ps1
        . $PSScriptRoot/Requests.ps1

        # Three snapshots of one lineage as images: blocks by their index, of a volume of 1 GiB and then of 2.
        $folder = (New-Item (Join-Path $TestDrive 'volumes [x]') -ItemType Directory).FullName
        function Export-Image([string] $Name, [hashtable] $Block) {
            $path = Join-Path $folder $Name
            New-LocalEbsImage $path $Block
            $path
        }
        $blocks = @{}
        foreach ($index in 0..15) { $blocks[$index] = 1 }
        $first = Export-Image first.img $blocks
        foreach ($index in 3, 4, 14) { $blocks[$index] = 2 }
        foreach ($index in 10, 11) { $blocks.Remove($index) }
        $second = Export-Image second.img $blocks
        foreach ($index in 3, 2049) { $blocks[$index] = 3 }
        $third = Export-Image third.img $blocks

        $script:log = Join-Path $TestDrive server.log
        $script:server = Start-LocalEbsServer "snap-a=$first", "snap-b=$second", "snap-c=$third", 'snap-f=synthetic:1GiB' -LogPath $script:log

        # Where any of them has something; behind their ends, as in the volume, are zeros.
        function Get-Digest([string] $Path) {
            $file = [System.IO.File]::OpenRead($Path)
            try {
                foreach ($stretch in @(0, 20), @(2048, 3)) {
                    $bytes = [byte[]]::new($stretch[1] * 512KB)
                    $file.Position = $stretch[0] * 512KB
                    $null = $file.ReadAtLeast($bytes, $bytes.Length, $false)
                    [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($bytes))
                }
            } finally {
                $file.Dispose()
            }
        }

        function Test-SameFile([string] $Path, [string] $Expected) {
            "$(Get-Digest $Path)" -eq "$(Get-Digest $Expected)"
        }

        function Get-Name([string] $Path) {
            [System.IO.Directory]::GetFiles([System.IO.Path]::GetDirectoryName($Path), "$([System.IO.Path]::GetFileName($Path))*").ForEach{ [System.IO.Path]::GetFileName($_) } | Sort-Object
        }
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    BeforeEach {
        $script:disk = Join-Path $TestDrive "disk $([guid]::NewGuid().ToString('n')) [1].img"
    }

    It 'makes a file hold each snapshot in turn, reading no more than what differs' {
        $made = 'snap-a', 'snap-a', 'snap-b', 'snap-c' | ForEach-Object { Save-EbsSnapshotImage $_ $script:disk -PassThru }

        $made.Outcome | Should -BeExactly Created, Unchanged, Updated, Updated
        $made.FirstSnapshotId | Should -BeExactly $null, $null, 'snap-a', 'snap-b'
        $made.SnapshotId | Should -BeExactly 'snap-a', 'snap-a', 'snap-b', 'snap-c'
        $made.ReadCount | Should -BeExactly 16, 0, 3, 2
        $made.WrittenBytes | Should -BeExactly (16 * 512KB), 0, (3 * 512KB), (2 * 512KB)
        $made.ZeroedBytes | Should -BeExactly 0, 0, (2 * 512KB), 0
        $made.VolumeSize | Should -BeExactly 1GB, 1GB, 1GB, 2GB
        $made.RequestCount | Should -BeExactly 19, 0, 6, 5
        $made[0].EstimatedPrice | Should -Be (2 * 0.0000006 + 17 * 0.000003)
        $made.Path | Select-Object -Unique | Should -BeExactly $script:disk
        (Get-Item -LiteralPath $script:disk).Length | Should -Be 2GB
        Test-SameFile $script:disk $third | Should -BeTrue
        Get-Name $script:disk | Should -BeExactly "$([System.IO.Path]::GetFileName($script:disk))", "$([System.IO.Path]::GetFileName($script:disk)).ebsstate"
    }

    It 'emits nothing unless it is asked to, and its files are their owner''s alone' -Skip:$IsWindows {
        Save-EbsSnapshotImage snap-a $script:disk | Should -BeNullOrEmpty

        $script:disk, "$($script:disk).ebsstate" | ForEach-Object { "$([System.IO.File]::GetUnixFileMode($_))" } | Should -BeExactly 'UserWrite, UserRead', 'UserWrite, UserRead'
    }

    It 'keeps the holes of a volume' -Skip:(-not $IsLinux) {
        Save-EbsSnapshotImage snap-a $script:disk
        Save-EbsSnapshotImage snap-b $script:disk

        [int] (stat -c %b -- $script:disk) | Should -BeLessOrEqual (14 * 1024 + 64)
    }

    It 'says with -WhatIf what it would read, zero and pay, reads no block and changes nothing' {
        $since = Get-Moment
        $said = & (Join-Path $PSHOME pwsh) -NoProfile -NonInteractive -Command "Save-EbsSnapshotImage snap-a '$($script:disk)' -WhatIf" | Out-String

        $said | Should -Match 'Make it hold snap-a, whole: read and write 8 MiB in 16 blocks, zero 0 B in 0 blocks, pay 0[.,\u066B]000049 US dollars'
        Get-Name $script:disk | Should -BeNullOrEmpty
        $requests = Get-RequestSince $since
        $requests | Should -Not -BeNullOrEmpty
        $requests -match '/blocks/' | Should -BeNullOrEmpty
    }

    It 'takes <_> from the pipeline' -ForEach 'ids', 'rows of a CSV file', 'snapshots of EC2', 'pairs', 'deltas' {
        Save-EbsSnapshotImage snap-a $script:disk
        $path = $script:disk
        switch ($_) {
            ids { 'snap-b' | Save-EbsSnapshotImage -Path $path }
            'rows of a CSV file' { [pscustomobject]@{ SnapshotId = 'snap-b'; Path = $path }, [pscustomobject]@{ SnapshotId = 'snap-b'; Path = $path } | ConvertTo-Csv | ConvertFrom-Csv | Save-EbsSnapshotImage }
            'snapshots of EC2' { [pscustomobject]@{ SnapshotId = 'snap-b'; VolumeId = 'vol-1'; StartTime = [datetime]::UtcNow } | Save-EbsSnapshotImage -Path $path }
            pairs { [pscustomobject]@{ First = ''; Second = 'snap-b'; Path = $path } | Save-EbsSnapshotImage }
            deltas { Measure-EbsSnapshotDelta snap-a snap-b | Where-Object ChangedBytes -LT 50GB | Save-EbsSnapshotImage -Path $path }
        }

        Test-SameFile $path $second | Should -BeTrue
    }

    It 'refuses changed blocks in one error, which names the pair to give' {
        Save-EbsSnapshotImage snap-a $script:disk
        $failed = try { Get-EbsChangedBlock snap-a snap-b | Save-EbsSnapshotImage -Path $script:disk } catch { $_ }

        @($failed).Count | Should -Be 1
        $failed.FullyQualifiedErrorId | Should -Match '^InputUnrecognized,'
        $failed.ErrorDetails.RecommendedAction | Should -Match '-FirstSnapshotId snap-a -SnapshotId snap-b'
        Test-SameFile $script:disk $first | Should -BeTrue
    }

    It 'ends with one error, <Id>, and changes nothing where <What>' -ForEach @(
        @{ Id = 'ImageHoldsOther'; What = 'it holds another snapshot'; With = @{ SnapshotId = 'snap-c'; FirstSnapshotId = 'snap-b' } }
        @{ Id = 'ImageStateMissing'; What = 'nothing says what it holds'; With = @{ SnapshotId = 'snap-b' }; Before = { Remove-Item -LiteralPath "$disk.ebsstate" } }
        @{ Id = 'ImageStateUnreadable'; What = 'its state is something else'; With = @{ SnapshotId = 'snap-b' }; Before = { [System.IO.File]::WriteAllText("$disk.ebsstate", 'mine') } }
        @{ Id = 'ImageModified'; What = 'it was changed'; With = @{ SnapshotId = 'snap-b' }; Before = { [System.IO.File]::SetLastWriteTimeUtc($disk, [datetime]::UtcNow.AddDays(-1)) } }
        @{ Id = 'BaseMismatch'; What = 'it does not hold what is trusted'; With = @{ SnapshotId = 'snap-c'; FirstSnapshotId = 'snap-b'; TrustImage = $true }; Before = { Remove-Item -LiteralPath "$disk.ebsstate" } }
        @{ Id = 'UnrelatedSnapshots'; What = 'it is of another lineage'; With = @{ SnapshotId = 'snap-f' } }
        @{ Id = 'SnapshotNotFound'; What = 'there is no such snapshot'; With = @{ SnapshotId = 'snap-0dd' } }
        @{ Id = 'SameSnapshot'; What = 'a snapshot is to be brought to itself'; With = @{ SnapshotId = 'snap-b'; FirstSnapshotId = 'snap-b' } }
    ) {
        Save-EbsSnapshotImage snap-a $script:disk
        if ((Get-Variable Before -ValueOnly -ErrorAction Ignore)) {
            $disk = $script:disk
            . $Before
        }
        $written = [System.IO.File]::GetLastWriteTimeUtc($script:disk)

        Save-EbsSnapshotImage @With -Path $script:disk -ErrorVariable failed -ErrorAction SilentlyContinue

        Get-FailedId $failed | Should -BeExactly $Id
        $failed[0].TargetObject | Should -BeExactly $script:disk
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        [System.IO.File]::GetLastWriteTimeUtc($script:disk) | Should -Be $written
        Test-SameFile $script:disk $first | Should -BeTrue
        Test-Path -LiteralPath "$($script:disk).partial" | Should -BeFalse
    }

    It 'ends with one error, <Id>, where <What>' -ForEach @(
        @{ Id = 'ImageMissing'; What = 'there is no image'; Path = { "$disk" }; With = @{ SnapshotId = 'snap-b'; FirstSnapshotId = 'snap-a' } }
        @{ Id = 'ImagePathUnusable'; What = 'the path is a folder'; Path = { $TestDrive }; With = @{ SnapshotId = 'snap-a' } }
        @{ Id = 'ImagePathUnusable'; What = 'there is no such folder'; Path = { "$TestDrive/none/disk.img" }; With = @{ SnapshotId = 'snap-a' } }
        @{ Id = 'ImagePathUnusable'; What = 'the path is in no file system'; Path = { 'Env:disk' }; With = @{ SnapshotId = 'snap-a' } }
    ) {
        $disk = $script:disk
        Save-EbsSnapshotImage @With -Path (& $Path) -ErrorVariable failed -ErrorAction SilentlyContinue

        Get-FailedId $failed | Should -BeExactly $Id
        Get-Name $script:disk | Should -BeNullOrEmpty
    }

    It 'does not go back to a smaller volume, unless forced' {
        Save-EbsSnapshotImage snap-c $script:disk
        Save-EbsSnapshotImage snap-a $script:disk -ErrorVariable failed -ErrorAction SilentlyContinue
        Get-FailedId $failed | Should -BeExactly VolumeShrunk

        $made = Save-EbsSnapshotImage snap-a $script:disk -Force -PassThru

        $made.Outcome, $made.ReadCount | Should -BeExactly Created, 16
        Test-SameFile $script:disk $first | Should -BeTrue
    }

    It 'ends before it costs more than it may, and goes on with more' {
        $failed = try { 'snap-a', 'snap-b' | Save-EbsSnapshotImage -Path $script:disk -MaximumCost 0.00003 } catch { $_ }

        Get-FailedId $failed | Should -BeExactly CostLimitReached
        "$failed" | Should -Match 'All blocks before \d+ are on disk: the same command goes on from there\.'
        Save-EbsSnapshotImage snap-b $script:disk -ErrorVariable transition -ErrorAction SilentlyContinue
        Get-FailedId $transition | Should -BeExactly ImageInTransition
        $transition[0].ErrorDetails.RecommendedAction | Should -Match 'Save-EbsSnapshotImage snap-a '

        $made = Save-EbsSnapshotImage snap-a $script:disk -PassThru

        $made.Outcome | Should -BeExactly Resumed
        $made.ResumedFromBlock | Should -BeGreaterThan 0
        $made.ReadCount | Should -Be (16 - $made.ResumedFromBlock)
        Test-SameFile $script:disk $first | Should -BeTrue
    }

    It 'takes an image for what it is said to hold, after comparing some of it, and says so from then on' {
        Save-EbsSnapshotImage snap-a $script:disk
        Remove-Item -LiteralPath "$($script:disk).ebsstate"

        $made = @(
            Save-EbsSnapshotImage snap-b $script:disk -First snap-a -TrustImage -PassThru
            Save-EbsSnapshotImage snap-c $script:disk -PassThru
        )

        $made.Basis | Should -BeExactly Asserted, Asserted
        Test-SameFile $script:disk $third | Should -BeTrue
    }

    It 'refuses before it asks: <Line>' -ForEach @(
        @{ Line = 'Save-EbsSnapshotImage snap-a x.img -TrustImage' }
        @{ Line = 'Save-EbsSnapshotImage snap-a x.img -First snap-b -TrustImage -Force' }
    ) {
        $failed = try { . ([scriptblock]::Create($Line)) } catch { $_ }

        Get-FailedId $failed | Should -BeExactly ArgumentsContradict
    }

    It 'follows a link, and leaves it one' -Skip:$IsWindows {
        $link = "$($script:disk).link"
        $null = New-Item $link -ItemType SymbolicLink -Target $script:disk

        Save-EbsSnapshotImage snap-a $link
        Save-EbsSnapshotImage snap-b $link

        [System.IO.FileInfo]::new($link).LinkTarget | Should -BeExactly $script:disk
        Test-SameFile $script:disk $second | Should -BeTrue
    }

    It 'saves the others where one cannot be saved' {
        $rows = @('snap-0dd', 'snap-a' | ForEach-Object { [pscustomobject]@{ SnapshotId = $_; Path = "$($script:disk)$_" } })
        $rows = @([pscustomobject]@{ Id = 'snap-b'; Path = $script:disk }) + $rows

        $made = $rows | Save-EbsSnapshotImage -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue

        Get-FailedId $failed | Should -BeExactly InputUnrecognized, SnapshotNotFound
        $made.SnapshotId | Should -BeExactly 'snap-a'
    }

    It 'is shown in a table that fits 80 columns' {
        $display = Enter-Display
        try {
            $made = [EbsChangedBlocks.SavedImage]@{ SnapshotId = 'snap-0aaaaaaaaaaaaaaaa'; Outcome = 'Updated'; ReadCount = 618; BlockSize = 512KB; ZeroedBytes = 1.5MB; EstimatedPrice = 0.0019; Path = '/images/a.img' }

            Format-Shown ($made | Out-String -Width 80) | Should -BeExactly (@(
                'Snapshot               Outcome         Read     Zeroed     US$ Path'
                '--------               -------         ----     ------     --- ----'
                'snap-0aaaaaaaaaaaaaaaa Updated      309 MiB    1.5 MiB  0.0019 /images/a.img'
            ) -join "`n")
        } finally {
            Exit-Display $display
        }
    }
}
