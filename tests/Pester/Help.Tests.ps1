Describe 'Get-Help' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
    }

    Context '<_>' -ForEach 'Get-EbsChangedBlock', 'Measure-EbsSnapshotDelta' {
        BeforeAll {
            $script:help = Get-Help $_ -Full
        }

        It 'is written, not made from the syntax' {
            $script:help.Synopsis | Should -Not -Match '<CommonParameters>'
            $script:help.Description.Text | Should -Not -BeNullOrEmpty
        }

        It 'has six examples or more, each with code and a word about it' {
            $script:help.Examples.Example.Count | Should -BeGreaterOrEqual 6
            foreach ($example in $script:help.Examples.Example) {
                $example.Code | Should -Not -BeNullOrEmpty
                $example.Remarks.Text | Should -Not -BeNullOrEmpty
            }
        }

        It 'describes every parameter' {
            $documented = $script:help.Parameters.Parameter | Where-Object { $_.Description.Text }
            $own = (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters }

            $documented.Name | Sort-Object | Should -Be ($own | Sort-Object)
        }
    }

    It 'finds about_EbsChangedBlocks' {
        Get-Help about_EbsChangedBlocks | Out-String | Should -Match 'Compared with Get-EBSChangedBlockList'
    }
}
