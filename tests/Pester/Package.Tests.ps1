BeforeDiscovery {
    $script:packages = @([System.IO.Directory]::GetFiles((Join-Path (Split-Path (Split-Path $PSScriptRoot)) output), '*.nupkg'))
}

Describe 'The package' -Skip:(-not $script:packages) {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $root EbsChangedBlocks.psd1)
        $script:data = $script:manifest.PrivateData.PSData
        $script:version = $script:data.Prerelease ? "$($script:manifest.ModuleVersion)-$($script:data.Prerelease)" : $script:manifest.ModuleVersion
        $script:installed = (Get-Module EbsChangedBlocks).ModuleBase
        $script:package = [System.IO.FileInfo] [System.IO.Directory]::GetFiles("$root/output", '*.nupkg')[0]
        $archive = [System.IO.Compression.ZipFile]::OpenRead($script:package.FullName)
        try {
            $reader = [System.IO.StreamReader]::new($archive.GetEntry('EbsChangedBlocks.nuspec').Open())
            $script:described = ([xml] $reader.ReadToEnd()).package.metadata
            $script:entries = $archive.Entries.FullName
        } finally {
            $archive.Dispose()
        }

        # The assemblies that are not ours, each with the package that it is from.
        $notices = [System.IO.File]::ReadAllText((Join-Path $script:installed THIRD-PARTY-NOTICES))
        $script:notices = [regex]::Matches($notices, '(?m)^(?<assembly>\S+\.dll)\n  Package:   (?<id>\S+) (?<version>\S+)\n(  \w+: +\S.*\n)+  Licence:   (?<licence>\S+)\n')
        $script:texts = [regex]::Matches($notices, '(?m)^The text of (\S+):$').ForEach{ $_.Groups[1].Value }
    }

    It 'describes itself as the manifest does' {
        $script:described.id | Should -BeExactly 'EbsChangedBlocks'
        $script:described.version | Should -BeExactly $script:version
        $script:described.authors | Should -BeExactly $script:manifest.Author
        $script:described.description | Should -BeExactly $script:manifest.Description
        $script:described.copyright | Should -BeExactly $script:manifest.Copyright
        $script:described.licenseUrl | Should -BeExactly $script:data.LicenseUri
        $script:described['projectUrl'] ? $script:described.projectUrl : '' | Should -BeExactly $script:data.ProjectUri
        $script:described.readme | Should -BeExactly README.md
        $script:described.tags | Should -BeExactly (@('PSModule') + $script:data.Tags -join ' ')
    }

    It 'has the notes of its version in the changelog, or of what is unreleased where that has no section yet' {
        $changelog = [System.IO.File]::ReadAllText((Join-Path $root CHANGELOG.md)).ReplaceLineEndings("`n")
        $section = ($script:version, 'Unreleased').ForEach{ [regex]::Match($changelog, "(?ms)^## \[$([regex]::Escape($_))\][^\n]*\n(.*?)(?=^## |\z)") }.Where({ $_.Success }, 'First')

        $script:described.releaseNotes.ReplaceLineEndings("`n") | Should -BeExactly $section.Groups[1].Value.Trim()
    }

    It 'holds what is installed, and nothing else' {
        # What a package has beside its content: https://learn.microsoft.com/nuget/create-packages/creating-a-package
        $content = $script:entries -notmatch '^(_rels/|package/|\[Content_Types\]\.xml$|EbsChangedBlocks\.nuspec$)'

        $files = [System.IO.Directory]::GetFiles($script:installed, '*', 'AllDirectories').ForEach{ [System.IO.Path]::GetRelativePath($script:installed, $_).Replace('\', '/') }
        $files -ne 'PSGetModuleInfo.xml' | Sort-Object | Should -Be ($content | Sort-Object)
    }

    It 'has what a listing runs compiled ahead for <_>' -ForEach 'linux-x64', 'win-x64', 'osx-arm64' {
        $script:entries -match "^bin/net10\.0/$_/(EbsChangedBlocks|Amazon\.EBS|AWSSDK\.EBS|AWSSDK\.Core)\.dll$" | Should -HaveCount 3
    }

    It 'has a notice of every assembly that is not ours, and of no other, with the text of its licence' {
        $assemblies = [System.IO.Directory]::GetFiles((Join-Path $script:installed bin), '*.dll').ForEach{ [System.IO.Path]::GetFileName($_) }

        $script:notices.ForEach{ $_.Groups['assembly'].Value } | Sort-Object |
            Should -BeExactly ($assemblies | Where-Object { $_ -notin 'EbsChangedBlocks.dll', 'EbsChangedBlocks.Loader.dll', 'Amazon.EBS.dll' } | Sort-Object)
        $script:notices.ForEach{ $_.Groups['licence'].Value } | Sort-Object -Unique | Should -BeExactly ($script:texts | Sort-Object)
    }

    It 'lies beside a bill of materials of the packages that these assemblies are from, and of no other' {
        $sbom = [System.IO.File]::ReadAllText([System.IO.Path]::ChangeExtension($script:package.FullName, 'cdx.json')) | ConvertFrom-Json -AsHashtable

        $sbom.metadata.component.purl | Should -BeExactly "pkg:nuget/EbsChangedBlocks@$script:version"
        $sbom.components.purl | Sort-Object | Should -BeExactly ($script:notices.ForEach{ "pkg:nuget/$($_.Groups['id'].Value)@$($_.Groups['version'].Value)" } | Sort-Object)
        $sbom.ContainsKey('serialNumber') | Should -BeFalse
    }

    It 'has help that opens the page of <_> online, or says that it has no address' -ForEach 'Get-EbsChangedBlock', 'Measure-EbsSnapshotDelta', 'Save-EbsSnapshotImage' {
        $links = (Get-Help $_).relatedLinks.navigationLink.Where{ $_.PSObject.Properties['uri'] -and $_.uri }.ForEach{ $_.uri }
        if ($script:data.ProjectUri) {
            $links[0] | Should -BeExactly "$($script:data.ProjectUri)/blob/v$script:version/docs/en-US/$_.md"
        } else {
            $links | Should -BeNullOrEmpty
            { Get-Help $_ -Online } | Should -Throw '*the Internet address (URI) of the Help topic is not specified*'
        }
    }

    It 'is no more than 8 MB' {
        $script:package.Length | Should -BeLessOrEqual 8MB
    }
}
