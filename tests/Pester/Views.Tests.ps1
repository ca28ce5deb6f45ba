Describe 'On the screen' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Shown.ps1
    }

    Context 'with its display set' {
        BeforeAll {
            $script:display = Enter-Display
        }

        AfterAll {
            Exit-Display $script:display
        }

        It 'shows blocks as a table that fits 80 columns' {
            $shown = @(
                [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 3; FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' }
                [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 134217727; ChangeType = 'Removed'; FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' }
            ) | Out-String -Width 80

            $shown.ReplaceLineEndings("`n").Split("`n").TrimEnd() | Should -BeExactly @(
                ''
                '   Snapshots: snap-a -> snap-b'
                ''
                'BlockIndex ChangeType          Offset          At     Length'
                '---------- ----------          ------          --     ------'
                '         3 Modified           1572864     1.5 MiB    512 KiB'
                ' 134217727 Removed     70368743653376      64 TiB    512 KiB'
                ''
                ''
            )
        }
    }

    Context 'while it lists' {
        BeforeAll {
            $script:server = Start-LocalEbsServer 'snap-a=synthetic:1GiB,written=0-99', 'snap-b=snap-a,changed=5-6'
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'shows no progress of a short listing' {
            $shell = [powershell]::Create()
            try {
                $blocks = $shell.AddScript('Import-Module EbsChangedBlocks; Get-EbsChangedBlock snap-a snap-b').Invoke()

                $blocks.BlockIndex | Should -Be 5, 6
                $shell.Streams.Progress | Should -BeNullOrEmpty
            } finally {
                $shell.Dispose()
            }
        }
    }
}
