Describe 'Importing the module' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
    }

    It 'exports its cmdlets and nothing else' {
        (Get-Command -Module EbsChangedBlocks | Sort-Object Name).Name | Should -Be 'Get-EbsChangedBlock', 'Measure-EbsSnapshotDelta', 'Save-EbsSnapshotImage'
        (Get-Command -Module EbsChangedBlocks).CommandType | Should -Be 'Cmdlet', 'Cmdlet', 'Cmdlet'
    }

    It 'is what the module path has, by its manifest' {
        $available = Get-Module EbsChangedBlocks -ListAvailable | Select-Object -First 1
        $manifest = Test-ModuleManifest $available.Path

        (Get-Module EbsChangedBlocks).ModuleBase | Should -Be (Join-Path $modules EbsChangedBlocks $available.Version)
        (Get-Module EbsChangedBlocks).Version | Should -Be $manifest.Version
        $manifest.ExportedCommands.Keys | Sort-Object | Should -Be (Get-Command -Module EbsChangedBlocks | Sort-Object Name).Name
    }

    It 'can be imported again, by force and by another runspace, and removed' {
        # In a session of its own: the other tests go on with this one's.
        $told = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
            $import = {
                Import-Module EbsChangedBlocks
                Import-Module EbsChangedBlocks
                Import-Module EbsChangedBlocks -Force
                (Get-Command Get-EbsChangedBlock).Name
            }
            & $import
            [powershell]::Create().AddScript($import).Invoke()
            "$([EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 7 })"
            $PSModuleAutoLoadingPreference = 'None'
            Remove-Module EbsChangedBlocks
            "left: $(Get-Command Get-EbsChangedBlock -ErrorAction Ignore)"
        }

        $told | Should -Be 'Get-EbsChangedBlock', 'Get-EbsChangedBlock', '7 Modified', 'left: '
    }

    It 'has its cmdlets follow the rules: approved verbs and singular nouns' {
        Get-Verb (Get-Command -Module EbsChangedBlocks).Verb | Should -HaveCount 3
    }

    It 'has the AWS SDK with it, and nothing of the engine' {
        $shipped = [System.IO.Directory]::GetFiles((Join-Path (Get-Module EbsChangedBlocks).ModuleBase bin)).ForEach{ Split-Path $_ -Leaf }

        $shipped | Should -Contain 'EbsChangedBlocks.dll'
        $shipped | Should -Contain 'AWSSDK.SSOOIDC.dll'
        $shipped -like 'System.Management*' | Should -BeNullOrEmpty
    }

    It 'shows nothing of the AWS SDK in what is public' {
        $signatures = [EbsChangedBlocks.ChangedBlock].Assembly.GetExportedTypes().GetMembers().ForEach{ $_.ToString() }

        $signatures | Should -Contain 'EbsChangedBlocks.ChangeType get_ChangeType()'
        $signatures -like '*Amazon.*' | Should -BeNullOrEmpty
    }

    It 'is one terminating error where scripts may not call .NET, and says why' {
        $told = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
            $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            try {
                Import-Module EbsChangedBlocks
                'imported'
            } catch {
                "$_"
            }
            $Error.Count
        }

        $told[0] | Should -BeLike 'EbsChangedBlocks loads its assemblies itself, which a session in ConstrainedLanguage does not let a module do*'
        $told[1] | Should -Be 1
    }
}
