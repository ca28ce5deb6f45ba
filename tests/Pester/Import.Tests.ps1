Describe 'Importing the module' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
    }

    It 'exports its two cmdlets and nothing else' {
        (Get-Command -Module EbsChangedBlocks | Sort-Object Name).Name | Should -Be 'Get-EbsChangedBlock', 'Measure-EbsSnapshotDelta'
        (Get-Command -Module EbsChangedBlocks).CommandType | Should -Be 'Cmdlet', 'Cmdlet'
    }

    It 'is what the module path has, by its manifest' {
        $available = Get-Module EbsChangedBlocks -ListAvailable | Select-Object -First 1

        (Get-Module EbsChangedBlocks).ModuleBase | Should -Be (Join-Path $modules EbsChangedBlocks $available.Version)
        (Get-Module EbsChangedBlocks).Version | Should -Be (Test-ModuleManifest $available.Path).Version
    }

    It 'can be imported again, by force' {
        Import-Module EbsChangedBlocks -Force

        Get-Command Get-EbsChangedBlock | Should -Not -BeNullOrEmpty
        [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 7 } | Should -HaveCount 1
    }

    It 'has its cmdlets follow the rules: approved verbs and singular nouns' {
        Get-Verb (Get-Command -Module EbsChangedBlocks).Verb | Should -HaveCount 2
    }
}
