BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $script:packages = @([System.IO.Directory]::GetFiles((Join-Path $root output), '*.nupkg'))
    $publish = Get-Command Publish-PSResource
    # On Windows a home is where the user's profile says, and what is installed there is the user's.
    $script:able = $script:packages -and $env:EBS_TEST_HOME -and (Get-Command git -ErrorAction Ignore) -and $publish.Parameters.ContainsKey('NupkgPath')
}

Describe 'Publishing the package' -Skip:(-not $script:able) {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:clone = Join-Path $TestDrive 'the clone'
        $script:output = Join-Path $script:clone output
        $script:packed = [System.IO.Directory]::GetFiles("$root/output", '*.nupkg')[0]
        $script:manifest = Import-PowerShellDataFile -LiteralPath "$root/EbsChangedBlocks.psd1"
        $script:first = [version] $script:manifest.ModuleVersion
        $script:next = [version]::new($script:first.Major, $script:first.Minor + 1, 0)
        $script:feed = Join-Path $TestDrive 'a feed'
        $null = foreach ($folder in $script:output, $script:feed) {
            [System.IO.Directory]::CreateDirectory($folder)
        }

        function Invoke-Git {
            $said = git -C $script:clone -c user.name=x -c user.email=x@example.com -c init.defaultBranch=main @args 2>&1
            if ($LASTEXITCODE -ne 0) {
                throw "git $args failed: $said"
            }
            $said
        }

        function Edit-Text([string] $Path, [string] $Pattern, [string] $Replacement) {
            [System.IO.File]::WriteAllText($Path, ([System.IO.File]::ReadAllText($Path) -replace $Pattern, $Replacement))
        }

        function Edit-Entry([System.IO.Compression.ZipArchive] $Archive, [string] $Name, [string] $Pattern, [string] $Replacement) {
            $stream = $Archive.GetEntry($Name).Open()
            $text = [System.IO.StreamReader]::new($stream).ReadToEnd() -replace $Pattern, $Replacement
            $stream.SetLength(0)
            $stream.Write([System.Text.Encoding]::UTF8.GetBytes($text))
            $stream.Dispose()
        }

        # A commit that says it is this version, and the package as it would be made of it.
        function Add-Release([version] $Version, [string] $Tag = "v$Version") {
            Edit-Text "$script:clone/EbsChangedBlocks.psd1" "(?<=ModuleVersion\s*=\s*')[^']*" $Version
            Edit-Text "$script:clone/CHANGELOG.md" '(?m)^## \[[^\]]*\]' "## [$Version]"
            $null = Invoke-Git add --all
            $null = Invoke-Git commit --quiet --allow-empty --message $Version
            if ($Tag) {
                $null = Invoke-Git tag $Tag
            }
            $package = Join-Path $script:output "EbsChangedBlocks.$Version.nupkg"
            [System.IO.File]::Copy($script:packed, $package, $true)
            $archive = [System.IO.Compression.ZipFile]::Open($package, 'Update')
            Edit-Entry $archive EbsChangedBlocks.psd1 "(?<=ModuleVersion\s*=\s*')[^']*" $Version
            Edit-Entry $archive EbsChangedBlocks.nuspec '(?<=<version>)[^<]*' $Version
            Edit-Entry $archive EbsChangedBlocks.nuspec '<repository [^>]*>' "<repository type=""git"" commit=""$(Invoke-Git rev-parse HEAD)"" />"
            $archive.Dispose()
        }

        # As a person does, in a session of its own.
        function Publish-Release {
            $said = & "$PSHOME/pwsh" -NoProfile -NonInteractive -File "$script:clone/build.ps1" -Task Publish -Repository EbsTestFeed 2>&1
            [pscustomobject]@{ ExitCode = $LASTEXITCODE; Said = $said -join ' ' -replace '\e\[[\d;]*m' -replace '[\s|]+', ' ' }
        }

        foreach ($part in '.ci', '.gitignore', 'CHANGELOG.md', 'EbsChangedBlocks.psd1', 'build.ps1') {
            Copy-Item -LiteralPath (Join-Path $root $part) $script:clone -Recurse
        }
        $null = Invoke-Git init --quiet
        Register-PSResourceRepository EbsTestFeed -Uri $script:feed -Trusted
    }

    AfterAll {
        Unregister-PSResourceRepository EbsTestFeed
    }

    AfterEach {
        $null = Invoke-Git checkout --quiet -- .
        Invoke-Git tag | ForEach-Object { $null = Invoke-Git tag --delete $_ }
    }

    It 'is refused for <Name>' -ForEach @(
        @{ Name = 'a commit that has no tag'; Tag = ''; Spoil = {}; Reason = 'the commit has no tag v{0}' }
        @{ Name = 'a tag of another version'; Tag = 'v0.0.1'; Spoil = {}; Reason = 'the commit has no tag v{0}' }
        @{ Name = 'changes that are not committed'; Spoil = { Add-Content -LiteralPath "$script:clone/build.ps1" '# changed' }; Reason = 'not committed' }
        @{
            Name   = 'a package of another commit'
            Spoil  = {
                $null = Invoke-Git commit --quiet --allow-empty --message later
                $null = Invoke-Git tag --force "v$script:first"
            }
            Reason = 'the package was made of *, and this is *'
        }
        @{ Name = 'a version that the changelog does not know'; Spoil = { Edit-Text "$script:clone/CHANGELOG.md" '(?m)^## \[[^\]]*\]' '## [Unreleased]' }; Reason = 'CHANGELOG.md has no section [[]{0}[]]' }
        @{ Name = 'a package that is not there'; Spoil = { Remove-Item -LiteralPath $script:output/EbsChangedBlocks.$script:first.nupkg }; Reason = 'There is no *EbsChangedBlocks.{0}.nupkg' }
    ) {
        $release = @{ Version = $script:first }
        if ($null -ne $_['Tag']) {
            $release.Tag = $Tag
        }
        Add-Release @release
        . $Spoil

        $publish = { & "$script:clone/.ci/Publish-Package.ps1" EbsTestFeed }

        $publish | Should -Throw "*$($Reason -f $script:first)*"
        [System.IO.Directory]::GetFiles($script:feed) | Should -BeNullOrEmpty
    }

    It 'lets PSResourceGet find, save, install, update and uninstall it' {
        if ([WildcardPattern]::ContainsWildcardCharacters($script:feed)) {
            Set-ItResult -Skipped -Because 'PSResourceGet saves to no path with brackets'
        }
        Add-Release $script:first
        $run = Publish-Release
        $run.Said | Should -BeLike "*EbsChangedBlocks $script:first is in EbsTestFeed.*"
        $run.ExitCode | Should -Be 0
        { & "$script:clone/.ci/Publish-Package.ps1" EbsTestFeed } | Should -Throw "*is not published: EbsTestFeed has that version."
        $found = Find-PSResource EbsChangedBlocks -Repository EbsTestFeed
        $found.Version | Should -Be $script:first
        $found.Description | Should -BeExactly $script:manifest.Description

        Save-PSResource EbsChangedBlocks -Repository EbsTestFeed -Path $TestDrive
        (Test-ModuleManifest (Join-Path $TestDrive EbsChangedBlocks $script:first EbsChangedBlocks.psd1)).Version | Should -Be $script:first

        Install-PSResource EbsChangedBlocks -Repository EbsTestFeed -Scope CurrentUser
        (Get-InstalledPSResource EbsChangedBlocks -Scope CurrentUser).Version | Should -Be $script:first

        Add-Release $script:next
        (Publish-Release).ExitCode | Should -Be 0
        Update-PSResource EbsChangedBlocks -Repository EbsTestFeed -Scope CurrentUser
        (Get-InstalledPSResource EbsChangedBlocks -Scope CurrentUser).Version | Should -Be $script:next, $script:first
        $newest = @(Get-InstalledPSResource EbsChangedBlocks -Scope CurrentUser)[0].InstalledLocation
        & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
            $env:PSModulePath = $args[0]
            (Get-Command Get-EbsChangedBlock).Version.ToString()
        } -args $newest | Should -Be $script:next

        Uninstall-PSResource EbsChangedBlocks -Version '*' -Scope CurrentUser
        Get-InstalledPSResource EbsChangedBlocks -Scope CurrentUser -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
