# What the module promises, against what the run has written. Invoke-AcceptanceRun.ps1 hands all of it over.
param(
    # The run: where, which snapshots it has made, and what was written.
    [Parameter(Mandatory)] [pscustomobject] $Run
)

Describe "$($Run.Rehearsal ? 'REHEARSAL, on LocalEbs: ' : "AWS, $($Run.Region): ")the module" {
    BeforeAll {
        . $PSScriptRoot/Support/Volumes.ps1

        function Get-Line($Block) {
            @($Block).ForEach{ "$($_.BlockIndex) $($_.ChangeType)" } -join "`n"
        }

        # As text, which tells where two lists part.
        function Get-ExpectedLine([string] $First, [string] $Second) {
            @(Get-ExpectedChange $Run.Plan $First $Second) -join "`n"
        }

        function Get-FileDigest([string] $Path) {
            (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash
        }

        # What could not be made says why in the answers; what needs it cannot be checked.
        function Assert-Made([string[]] $Name) {
            foreach ($one in $Name.Where{ $Run.Refusals.Contains($_) }) {
                Set-ItResult -Skipped -Because "no snapshot '$one' could be made: $($Run.Refusals[$one])"
            }
        }

        $script:ids = $Run.Snapshots
    }

    Context 'Get-EbsChangedBlock' {
        It 'lists every block from <First> to <Second>, once, in order, each by what happened to it' -ForEach @(
            @{ First = 'base'; Second = 'child' }
            @{ First = 'child'; Second = 'grown' }
            @{ First = 'base'; Second = 'grown' }
        ) {
            Assert-Made $First, $Second

            Get-Line (Get-EbsChangedBlock $ids[$First] $ids[$Second]) | Should -BeExactly (Get-ExpectedLine $First $Second)
        }

        It 'lists what was added as Removed where the pair is in reverse: <First> to <Second>' -ForEach @(
            @{ First = 'child'; Second = 'base' }
            @{ First = 'grown'; Second = 'base' }
        ) {
            Assert-Made $First, $Second
            $expected = Get-ExpectedLine $First $Second

            $expected | Should -Match Removed
            Get-Line (Get-EbsChangedBlock $ids[$First] $ids[$Second]) | Should -BeExactly $expected
        }

        It 'lists the same in windows of 100, which takes more than one page' {
            $pages = @(Get-EbsChangedBlock $ids.base $ids.child -AsPage -MaxResult 100)

            $pages.Count | Should -BeGreaterThan 1
            Get-Line $pages.ChangedBlocks | Should -BeExactly (Get-ExpectedLine base child)
            Get-Line (Get-EbsChangedBlock $ids.base $ids.child -MaxResult 100) | Should -BeExactly (Get-ExpectedLine base child)
        }

        It 'goes on by index: from <_> on, and up to it' -ForEach 0, 3, 4, 100, 255, 2047, 2048 {
            $from = Get-EbsChangedBlock $ids.base $ids.child -StartingBlockIndex $_
            $to = Get-EbsChangedBlock $ids.base $ids.child -EndingBlockIndex $_

            Get-Line (@($to) + @($from) | Where-Object { $_ }) | Should -BeExactly (Get-ExpectedLine base child)
            @($from | Where-Object BlockIndex -lt $_) | Should -BeNullOrEmpty
        }

        It 'goes on by a page''s token' {
            $first = Get-EbsChangedBlock $ids.base $ids.child -AsPage -MaxResult 100 | Select-Object -First 1
            $rest = Get-EbsChangedBlock $ids.base $ids.child -NextToken $first.NextToken

            Get-Line (@($first.ChangedBlocks) + @($rest | ForEach-Object ChangedBlocks)) | Should -BeExactly (Get-ExpectedLine base child)
        }

        It 'joins adjacent blocks' {
            $extents = @(Get-EbsChangedBlock $ids.base $ids.child -AsExtent -ChangeType Added)

            $extents.ForEach{ "$($_.Offset / 512KB)+$($_.Length / 512KB)" } | Should -BeExactly '250+10', '1500+1'
        }

        It 'keeps the pace that -RequestsPerSecond gives' {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $pages = foreach ($time in 1..4) { Get-EbsChangedBlock $ids.base $ids.child -AsPage -MaxResult 100 -RequestsPerSecond 4 }
            $clock.Stop()

            # The first four go out at once.
            $clock.Elapsed.TotalSeconds | Should -BeGreaterThan ((@($pages).Count - 5) / 4)
        }
    }

    Context 'Measure-EbsSnapshotDelta' {
        It 'counts what differs from <First> to <Second>' -ForEach @(
            @{ First = 'base'; Second = 'child'; Size = 1GB }
            @{ First = 'child'; Second = 'grown'; Size = $null }
            @{ First = 'child'; Second = 'base'; Size = 1GB }
        ) {
            Assert-Made $First, $Second
            $lines = Get-ExpectedChange $Run.Plan $First $Second
            $delta = Measure-EbsSnapshotDelta $ids[$First] $ids[$Second]

            foreach ($type in 'Added', 'Modified', 'Removed') {
                $delta."${type}Count" | Should -Be @($lines -match $type).Count -Because $type
            }
            $delta.ChangedBytes | Should -Be (@($lines).Count * 512KB)
            $delta.BlockSize | Should -Be 512KB
            # Whose size a pair of two sizes has is one of AWS's open questions.
            if ($Size) {
                $delta.VolumeSize | Should -Be $Size
            }
        }

        It 'measures a chain, and the first snapshot whole' {
            $deltas = @(Measure-EbsSnapshotDelta -SnapshotId $ids.base, $ids.child -IncludeBaseline)

            $deltas.SecondSnapshotId | Should -BeExactly $ids.base, $ids.child
            $deltas[0].AddedCount | Should -Be (Get-VolumeContent $Run.Plan base).Count
        }
    }

    Context 'Save-EbsSnapshotImage' {
        It 'makes a file hold each snapshot in turn, byte for byte what was put' {
            $disk = Join-Path $TestDrive 'disk [1].img'

            foreach ($step in @{ Name = 'base'; Outcome = 'Created' }, @{ Name = 'child'; Outcome = 'Updated' }, @{ Name = 'grown'; Outcome = 'Updated' }) {
                if ($Run.Refusals.Contains($step.Name)) {
                    continue
                }
                $saved = Save-EbsSnapshotImage $ids[$step.Name] $disk -PassThru

                $saved.Outcome | Should -Be $step.Outcome
                $expected = $step.Name -eq 'base' ? (Get-VolumeContent $Run.Plan base).Count : @(Get-ExpectedChange $Run.Plan $Run.Plan[$step.Name].Parent $step.Name).Count
                $saved.ReadCount | Should -Be $expected
                Get-FileDigest $disk | Should -BeExactly (Get-FileDigest "$($Run.Images)/$($step.Name).img") -Because $step.Name
            }
            (Save-EbsSnapshotImage $saved.SnapshotId $disk -PassThru).Outcome | Should -Be Unchanged
        }

        It 'makes the same of a child alone' {
            $disk = Join-Path $TestDrive child.img

            Save-EbsSnapshotImage $ids.child $disk

            Get-FileDigest $disk | Should -BeExactly (Get-FileDigest "$($Run.Images)/child.img")
        }
    }

    Context 'what cannot be listed' {
        It 'is <Id>: <Name>' -ForEach @(
            @{ Name = 'a second snapshot that is not there'; First = 'base'; Second = 'snap-0ffffffffffffffff'; Id = 'SnapshotNotFound' }
            @{ Name = 'a first snapshot that is not there'; First = 'snap-0ffffffffffffffff'; Second = 'base'; Id = 'SnapshotNotFound' }
            @{ Name = 'a snapshot of another lineage'; First = 'base'; Second = 'foreign'; Id = 'UnrelatedSnapshots' }
            @{ Name = 'one of another lineage, in reverse'; First = 'foreign'; Second = 'base'; Id = 'UnrelatedSnapshots' }
        ) {
            $first, $second = ($First, $Second).ForEach{ $Run.Plan.Contains($_) ? $ids[$_] : $_ }

            Get-EbsChangedBlock $first $second -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty

            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId.Split(',')[0] | Should -BeExactly $Id -Because "$($failed[0])"
            $failed[0].TargetObject | Should -BeExactly $second
            $failed[0].Exception.RequestId | Should -Not -BeNullOrEmpty
        }

        It 'is an error on that pair, and the next pair is listed' {
            $pairs = @($ids.foreign, $ids.child).ForEach{ [pscustomobject]@{ First = $ids.base; Second = $_ } }

            $blocks = $pairs | Get-EbsChangedBlock -ErrorAction SilentlyContinue -ErrorVariable failed

            Get-Line $blocks | Should -BeExactly (Get-ExpectedLine base child)
            $failed.FullyQualifiedErrorId | Should -BeLike 'UnrelatedSnapshots,*'
        }

        It 'is refused before it is sent: one id twice' {
            { Get-EbsChangedBlock $ids.base $ids.base -ErrorAction Stop } | Should -Throw -ErrorId 'SameSnapshot,*'
        }
    }

    Context 'the Region''s other endpoints' {
        It 'lists the same by <Switch>' -Skip:$Run.Rehearsal -ForEach @(
            @{ Switch = @{ UseFipsEndpoint = $true } }
            @{ Switch = @{ UseDualStackEndpoint = $true } }
            @{ Switch = @{ UseFipsEndpoint = $true; UseDualStackEndpoint = $true } }
        ) {
            $blocks = Get-EbsChangedBlock $ids.base $ids.child @Switch -Verbose -RetryTimeout 30 -ErrorAction SilentlyContinue -ErrorVariable failed 4>&1
            $lines, $blocks = @($blocks).Where({ $_ -is [System.Management.Automation.VerboseRecord] }, 'Split')

            $endpoint = [uri] [regex]::Match("$($lines[0])", 'https://[^/]+').Value
            if ($failed) {
                try {
                    $null = [System.Net.Dns]::GetHostAddresses($endpoint.Host)
                } catch [System.Management.Automation.MethodInvocationException] {
                    Set-ItResult -Skipped -Because "the Region has none: $($endpoint.Host) is not in DNS"
                }
            }
            $failed | Should -BeNullOrEmpty
            Get-Line $blocks | Should -BeExactly (Get-ExpectedLine base child)
            $endpoint.Host | Should -Match ($Switch['UseFipsEndpoint'] ? '^ebs-fips\.' : '^ebs\.')
        }
    }

    Context 'a page token after its 60 minutes' {
        BeforeAll {
            # LocalEbs is told to refuse it at once.
            $script:expired = $Run.Rehearsal -and $Run.IncludeExpiry ? (Start-LocalEbsServer "snap-a=$($Run.Images)/base.img", "snap-b=$($Run.Images)/child.img" -Fault '2:expired-page-token') : $null
        }

        AfterAll {
            Stop-LocalEbsServer $script:expired
        }

        It 'is PageTokenInvalid' -Skip:(-not $Run.IncludeExpiry) {
            $pair = $script:expired ? @('snap-a', 'snap-b') : @($ids.base, $ids.child)
            $first = Get-EbsChangedBlock @pair -AsPage -MaxResult 100 | Select-Object -First 1

            # It is the time itself that is waited for.
            Start-Sleep -Seconds ($script:expired ? 0 : 61 * 60)
            Get-EbsChangedBlock @pair -NextToken $first.NextToken -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty

            $failed[0].FullyQualifiedErrorId | Should -BeLike 'PageTokenInvalid,*' -Because "$($failed[0])"
        }
    }
}
