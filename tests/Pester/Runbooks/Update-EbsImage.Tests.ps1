Describe 'Update-EbsImage' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/../Requests.ps1

        # A volume as images, whose bytes can be compared, and two that are described; each of 1 GiB.
        $blocks = @{}
        foreach ($index in 0..9) { $blocks[$index] = 1 }
        New-LocalEbsImage $TestDrive/a1.img $blocks
        foreach ($index in 2, 3, 12) { $blocks[$index] = 2 }
        $blocks.Remove(7)
        New-LocalEbsImage $TestDrive/a2.img $blocks
        $blocks[4] = 3
        New-LocalEbsImage $TestDrive/a3.img $blocks
        $script:described = @(
            "snap-a1=$TestDrive/a1.img", "snap-a2=$TestDrive/a2.img", "snap-a3=$TestDrive/a3.img"
            'snap-b1=synthetic:1GiB,written=0-4', 'snap-b2=snap-b1,changed=0', 'snap-b3=snap-b2,changed=1'
            'snap-c1=synthetic:1GiB,written=0-4'
        )

        function Export-Night([int[]] $Day, [string] $Volume = 'abc') {
            Export-SnapshotList "TestDrive:/night $Day $Volume.csv" $script:described.ForEach{ $_ -replace '=.*' }.Where{ $_ -match "^snap-[$Volume][$Day]`$" }.ForEach{
                "$_,vol-$($_[5]),2026-01-0$($_[6])T02:00:00Z,completed,standard"
            }
        }

        # What it says, warns of and ends with, and its exit code as the last line.
        function Invoke-Night([string] $Path, [hashtable] $Setting = @{}) {
            $console, $ending = [Console]::Error, [System.IO.StringWriter]::new()
            [Console]::SetError($ending)
            try {
                & $runbooks/Update-EbsImage.ps1 $script:folder -SnapshotPath $Path @Setting 3>&1 | ForEach-Object { "$_" }
            } finally {
                [Console]::SetError($console)
            }
            $ending.ToString().Trim().Where{ $_ }
            $LASTEXITCODE
        }

        # Of the blocks that any of them has.
        function Get-Digest([string] $Path) {
            $file = [System.IO.File]::OpenRead($Path)
            try {
                $bytes = [byte[]]::new(20 * 512KB)
                $null = $file.ReadAtLeast($bytes, $bytes.Length, $false)
                [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($bytes))
            } finally {
                $file.Dispose()
            }
        }

        function Get-Name {
            [System.IO.Directory]::GetFiles($script:folder).ForEach{ [System.IO.Path]::GetFileName($_) } | Sort-Object
        }

        # Leaves vol-a on the way from its first snapshot to the second.
        function Invoke-BrokenRun {
            $null = Invoke-Night (Export-Night 1 a)
            (Invoke-Night (Export-Night 2 a) @{ MaximumCost = 0.000006; ListPricePerThousand = 0 })[0] | Should -BeLike 'vol-a: CostLimitReached: *'
            Get-Name | Should -BeExactly 'vol-a.img.ebsstate', 'vol-a.img.partial'
        }
    }

    BeforeEach {
        $script:folder = Join-Path $TestDrive "images of $([guid]::NewGuid()) [1]"
    }

    Context 'with an endpoint that answers' {
        BeforeAll {
            $script:log = Join-Path $TestDrive requests.log
            $script:server = Start-LocalEbsServer $script:described -LogPath $script:log
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'saves each volume whole the first night, by the difference the second, and then not at all' {
            Invoke-Night (Export-Night 1) | Should -BeExactly @(
                'vol-a: Created, holds snap-a1, 5 MiB read'
                'vol-b: Created, holds snap-b1, 2.5 MiB read'
                'vol-c: Created, holds snap-c1, 2.5 MiB read'
                '3 of 3 images hold their newest snapshot, for 0.0001 US dollars; keep the snapshots that images hold, since the next run starts from them'
                0
            )
            Get-Digest $script:folder/vol-a.img | Should -BeExactly (Get-Digest $TestDrive/a1.img)

            $since = Get-Moment
            (Invoke-Night (Export-Night 1, 2))[0..2] | Should -BeExactly @(
                'vol-a: Updated, holds snap-a2, 1.5 MiB read'
                'vol-b: Updated, holds snap-b2, 512 KiB read'
                'vol-c: Unchanged, holds snap-c1, 0 KiB read'
            )
            # The blocks that changed, and one for each image before it is touched.
            @(Get-RequestSince $since) -match '/blocks/' | Should -HaveCount (3 + 1 + 2)
            Get-Digest $script:folder/vol-a.img | Should -BeExactly (Get-Digest $TestDrive/a2.img)

            $since = Get-Moment
            (Invoke-Night (Export-Night 1, 2))[-1] | Should -Be 0
            Get-RequestSince $since | Should -BeNullOrEmpty
            Get-Name | Should -BeExactly (@('a', 'b', 'c').ForEach{ "vol-$_.img", "vol-$_.img.ebsstate" })
        }

        It 'begins with the images that wait longest, and ends with new ones' {
            $null = Invoke-Night (Export-Night 1 b)
            $null = Invoke-Night (Export-Night 1 a)

            (Invoke-Night (Export-Night 1, 2))[0..2] -replace ',.*' | Should -BeExactly 'vol-b: Updated', 'vol-a: Updated', 'vol-c: Created'
        }

        It 'saves the volumes that are asked for, and says which of them it cannot' {
            $said = Invoke-Night (Export-Night 1, 2) @{ VolumeId = 'vol-b', 'vol-d' }

            $said[0..1] | Should -BeExactly 'vol-d: none of its snapshots can be listed', 'vol-b: Created, holds snap-b2, 2.5 MiB read'
            $said[-1] | Should -Be 1
            Get-Name | Should -BeExactly 'vol-b.img', 'vol-b.img.ebsstate'
        }

        It 'takes snapshots from the pipeline, and warns and ends with 4 where there is none' {
            Import-Csv -LiteralPath (Export-Night 1, 2 b) | & $runbooks/Update-EbsImage.ps1 $script:folder | Select-Object -First 1 | Should -BeExactly 'vol-b: Created, holds snap-b2, 2.5 MiB read'

            @() | & $runbooks/Update-EbsImage.ps1 $script:folder 3>&1 | Should -BeLike 'There is no snapshot to save.*'
            $LASTEXITCODE | Should -Be 4
        }

        It 'refuses a snapshot of which nothing says the volume' {
            $said = Invoke-Night (Export-SnapshotList TestDrive:/odd.csv 'snap-b1,../b,2026-01-01,,')

            $said[0] | Should -BeLike 'InputUnrecognized: snap-b1 is of the volume ''../b''*'
            $said[1] | Should -Be 1
        }

        It 'only says what it would do first with -WhatIf, as a scheduler runs it' {
            Invoke-BrokenRun

            $run = Invoke-Runbook Update-EbsImage.ps1 '-Folder', $script:folder, '-SnapshotPath', (Export-Night 1, 2, 3), '-VolumeId', 'vol-a, vol-b', '-WhatIf'

            $run.ExitCode | Should -Be 0
            $run.Output | Should -HaveCount 2
            $run.Output[0] | Should -BeLike 'What if: *Go on to snap-a2 from block*vol-a.img*'
            $run.Output[1] | Should -BeLike 'What if: *Make it hold snap-b3, whole: read and write 2?5 MiB in 5 blocks*vol-b.img*'
            Get-Name | Should -BeExactly 'vol-a.img.ebsstate', 'vol-a.img.partial'

            $script:folder = "$TestDrive/whatif"
            $null = Invoke-Night (Export-Night 1 b) @{ WhatIf = $true }
            [System.IO.Directory]::Exists($script:folder) | Should -BeFalse
        }

        It 'passes over an image that another run is at, and ends with 75' {
            $null = Invoke-Night (Export-Night 1)
            $other = [System.IO.File]::Open("$script:folder/vol-a.img.ebsstate", 'Open', 'ReadWrite', 'None')
            try {
                $said = Invoke-Night (Export-Night 1, 2)
            } finally {
                $other.Dispose()
            }

            $said[0] | Should -BeLike 'vol-a: ImageInUse: *'
            $said[1..2] -replace ',.*' | Should -BeExactly 'vol-b: Updated', 'vol-c: Unchanged'
            $said[3] | Should -BeLike '2 of 3 images hold *'
            $said[-1] | Should -Be 75
            (Invoke-Night (Export-Night 1, 2))[-1] | Should -Be 0
        }

        It 'leaves alone what something else has changed, whatever it may spend, and has the command for it' {
            $null = Invoke-Night (Export-Night 1)
            [System.IO.File]::SetLastWriteTimeUtc("$script:folder/vol-b.img", [datetime]::UtcNow.AddDays(-1))
            [System.IO.File]::Delete("$script:folder/vol-c.img.ebsstate")
            [System.IO.File]::SetLastWriteTimeUtc("$script:folder/vol-c.img", [datetime]::UtcNow.AddHours(-1))

            $said = Invoke-Night (Export-Night 1, 2) @{ MaximumRereadCost = 1 }

            $said[0] | Should -BeLike "vol-b: ImageModified: *By hand: Save-EbsSnapshotImage snap-b2 '*vol-b.img' -Force"
            $said[1] | Should -BeLike "vol-c: ImageStateMissing: *By hand: Save-EbsSnapshotImage snap-c1 '*vol-c.img' -Force"
            $said[2] | Should -BeLike 'vol-a: Updated, *'
            $said[-1] | Should -Be 1
            & ([scriptblock]::Create(($said[0] -replace '.*By hand: ')))
            (Invoke-Night (Export-Night 1, 2) @{ VolumeId = 'vol-b' })[0] | Should -BeLike 'vol-b: Unchanged, holds snap-b2*'
        }

        It 'ends before it costs more, says of the others that they were not tried, and goes on with more' {
            $said = Invoke-Night (Export-Night 1) @{ MaximumCost = 0.00004; ReadPricePerThousand = 0.003; ListPricePerThousand = 0 }

            $said[0] | Should -BeLike 'vol-a: Created, *'
            $said[1] | Should -BeLike 'vol-b: CostLimitReached: *of -MaximumCost.*'
            $said[2] | Should -BeExactly 'vol-c: not tried, since the cost limit was reached before'
            $said[3] | Should -BeLike '1 of 3 images hold *'
            $said[-1] | Should -Be 1

            (Invoke-Night (Export-Night 1))[0..2] -replace ',.*' | Should -BeExactly 'vol-a: Unchanged', 'vol-b: Resumed', 'vol-c: Created'
        }

        It 'finishes an image first that is on the way to an older snapshot' {
            Invoke-BrokenRun

            $said = Invoke-Night (Export-Night 1, 2, 3 a)

            $said[0] | Should -BeLike 'vol-a: Resumed, holds snap-a2, *'
            $said[1] | Should -BeExactly 'vol-a: Updated, holds snap-a3, 512 KiB read'
            $said[2] | Should -BeLike '1 of 1 images hold *'
            $said[-1] | Should -Be 0
            Get-Digest $script:folder/vol-a.img | Should -BeExactly (Get-Digest $TestDrive/a3.img)
        }

        It 'reads an image anew whose way led to a snapshot that is gone, up to what that may cost' {
            Invoke-BrokenRun

            $said = Invoke-Night (Export-Night 1, 3 ab)
            $said[0] | Should -BeLike "vol-a: ImageInTransition: * to snap-a2*-MaximumRereadCost *: Save-EbsSnapshotImage snap-a3 '*vol-a.img' -Force -WhatIf"
            $said[1] | Should -BeLike 'vol-b: Created, *'
            $said[-1] | Should -Be 1

            $said = Invoke-Night (Export-Night 1, 3 ab) @{ MaximumRereadCost = 0.00002 }
            $said[0] | Should -BeLike 'vol-b: Unchanged, *'
            $said[1] | Should -BeLike 'vol-a: CostLimitReached: *of -MaximumRereadCost.*'
            $said[-1] | Should -Be 1

            (Invoke-Night (Export-Night 1, 3 ab) @{ MaximumRereadCost = 1 })[1] | Should -BeLike 'vol-a: Resumed, holds snap-a3, *'
            Get-Digest $script:folder/vol-a.img | Should -BeExactly (Get-Digest $TestDrive/a3.img)
        }
    }

    It 'says what to do where the snapshot that an image holds is gone, and reads it anew where that may cost something' {
        $server = Start-LocalEbsServer $script:described
        try { $null = Invoke-Night (Export-Night 1 ab) } finally { Stop-LocalEbsServer $server }
        $server = Start-LocalEbsServer $script:described.Where{ $_ -notlike 'snap-a1=*' }
        try {
            $said = Invoke-Night (Export-Night 2 ab)
            $anew = Invoke-Night (Export-Night 2 ab) @{ MaximumRereadCost = 1 }
        } finally {
            Stop-LocalEbsServer $server
        }

        $said[0] | Should -BeLike "vol-a: SnapshotNotFound: snap-a1 -> snap-a2: *-MaximumRereadCost *: Save-EbsSnapshotImage snap-a2 '*vol-a.img' -Force -WhatIf"
        $said[1] | Should -BeLike 'vol-b: Updated, *'
        $said[-1] | Should -Be 1
        $anew[0..1] | Should -BeExactly 'vol-b: Unchanged, holds snap-b2, 0 KiB read', 'vol-a: Created, holds snap-a2, 5 MiB read'
        $anew[-1] | Should -Be 0
        Get-Digest $script:folder/vol-a.img | Should -BeExactly (Get-Digest $TestDrive/a2.img)
    }

    It 'saves the others where a volume fails, and says by its exit code whether it may pass: <Fault>' -ForEach @(
        @{ Fault = 'GetSnapshotBlock 1:503'; ExitCode = 75; Id = 'ServiceUnavailable' }
        @{ Fault = 'GetSnapshotBlock 1:policy-denied'; ExitCode = 1; Id = 'AccessDenied' }
    ) {
        $server = Start-LocalEbsServer $script:described -Fault $Fault
        try { $said = Invoke-Night (Export-Night 1) @{ RetryTimeout = 0 } } finally { Stop-LocalEbsServer $server }

        $said[0] | Should -BeLike "vol-a: ${Id}: *"
        $said[1..2] -replace ',.*' | Should -BeExactly 'vol-b: Created', 'vol-c: Created'
        $said[-1] | Should -Be $ExitCode
        Get-Name | Should -Not -Contain 'vol-a.img'
    }

    It 'ends with 75 where the disk is full' {
        Mock Save-EbsSnapshotImage { Write-Error 'The disk is full.' -ErrorId DiskFull }

        $said = Invoke-Night (Export-Night 1)

        $said[0] | Should -BeLike 'vol-?: *The disk is full.*'
        $said[-1] | Should -Be 75
    }

    It 'ends at once, with 1, where nothing can be saved' {
        $said = Invoke-Night (Export-Night 1) @{ ProfileName = 'nobody'; Region = 'eu-west-1' }

        $said[0] | Should -BeLike 'ProfileUnusable: There is no AWS profile named ''nobody''*'
        $said[1] | Should -Be 1
    }

    It 'goes on after it was killed' {
        $server = Start-LocalEbsServer $script:described -Fault 'GetSnapshotBlock 17:stall'
        try {
            $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
            $start.RedirectStandardOutput = $true
            '-NoProfile', '-File', "$runbooks/Update-EbsImage.ps1", '-Folder', $script:folder, '-SnapshotPath', (Export-Night 1) | ForEach-Object { $start.ArgumentList.Add($_) }
            $process = [System.Diagnostics.Process]::Start($start)
            $process.StandardOutput.ReadLine() | Should -BeExactly 'vol-a: Created, holds snap-a1, 5 MiB read'
            $deadline = [datetime]::UtcNow.AddSeconds(30)
            while (-not [System.IO.File]::Exists("$script:folder/vol-b.img.partial") -and [datetime]::UtcNow -lt $deadline) { Start-Sleep -Milliseconds 20 }
            $process.Kill()
            $process.WaitForExit()
        } finally {
            Stop-LocalEbsServer $server
        }
        $server = Start-LocalEbsServer $script:described
        try { $said = Invoke-Night (Export-Night 1, 2) } finally { Stop-LocalEbsServer $server }

        $said -replace ',.*' | Select-Object -First 4 | Should -BeExactly 'vol-a: Updated', 'vol-b: Resumed', 'vol-b: Updated', 'vol-c: Created'
        $said[-1] | Should -Be 0
    }
}
