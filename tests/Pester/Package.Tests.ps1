BeforeDiscovery {
    $script:packages = @([System.IO.Directory]::GetFiles((Join-Path (Split-Path (Split-Path $PSScriptRoot)) output), '*.nupkg'))
}

Describe 'The package' -Skip:(-not $script:packages) {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $root EbsChangedBlocks.psd1)
        $script:package = [System.IO.FileInfo] [System.IO.Directory]::GetFiles("$root/output", '*.nupkg')[0]
        $archive = [System.IO.Compression.ZipFile]::OpenRead($script:package.FullName)
        try {
            $reader = [System.IO.StreamReader]::new($archive.GetEntry('EbsChangedBlocks.nuspec').Open())
            $script:described = ([xml] $reader.ReadToEnd()).package.metadata
            $script:entries = $archive.Entries.FullName
        } finally {
            $archive.Dispose()
        }
    }

    It 'describes itself as the manifest does' {
        $script:described.id | Should -BeExactly 'EbsChangedBlocks'
        $script:described.version | Should -BeExactly $script:manifest.ModuleVersion
        $script:described.authors | Should -BeExactly $script:manifest.Author
        $script:described.description | Should -BeExactly $script:manifest.Description
        $script:described.copyright | Should -BeExactly $script:manifest.Copyright
        $script:described.licenseUrl | Should -BeExactly $script:manifest.PrivateData.PSData.LicenseUri
        $script:described.tags | Should -BeExactly (@('PSModule') + $script:manifest.PrivateData.PSData.Tags -join ' ')
    }

    It 'holds what is installed, and nothing else' {
        $installed = (Get-Module EbsChangedBlocks).ModuleBase
        # What a package has beside its content: https://learn.microsoft.com/nuget/create-packages/creating-a-package
        $content = $script:entries -notmatch '^(_rels/|package/|\[Content_Types\]\.xml$|EbsChangedBlocks\.nuspec$)'

        $files = [System.IO.Directory]::GetFiles($installed, '*', 'AllDirectories').ForEach{ [System.IO.Path]::GetRelativePath($installed, $_).Replace('\', '/') }
        $files -ne 'PSGetModuleInfo.xml' | Sort-Object | Should -Be ($content | Sort-Object)
    }

    It 'has what a listing runs compiled ahead for <_>' -ForEach 'linux-x64', 'win-x64', 'osx-arm64' {
        foreach ($assembly in 'EbsChangedBlocks', 'Amazon.EBS', 'AWSSDK.Core') {
            $script:entries | Should -Contain "bin/net10.0/$_/$assembly.dll"
        }
    }

    It 'is no more than 8 MB' {
        $script:package.Length | Should -BeLessOrEqual 8MB
    }
}
