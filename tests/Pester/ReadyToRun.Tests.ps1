BeforeDiscovery {
    . $PSScriptRoot/Setup.ps1
    # Packages have them, builds do not.
    $script:compiled = [System.IO.Directory]::Exists((Join-Path (Get-Module EbsChangedBlocks).ModuleBase bin net10.0))
    $script:fits = $script:compiled -and [System.Environment]::Version.Major -eq 10 -and
    [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier -in 'linux-x64', 'win-x64', 'osx-arm64'
}

Describe 'Assemblies that are compiled ahead' -Skip:(-not $script:compiled) {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:platform = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
        $script:other = $IsWindows ? 'linux-x64' : 'win-x64'
        $script:server = Start-LocalEbsServer 'snap-a=synthetic:1GiB', 'snap-b=snap-a,changed=1%'

        # A module's first listing in a session, and what it took.
        function Measure-FirstListing([string] $Folder) {
            & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
                $folder = $args[0]
                Import-Module ([WildcardPattern]::Escape((Join-Path $folder EbsChangedBlocks.psd1)))
                $before = [System.Runtime.JitInfo]::GetCompiledMethodCount()
                $blocks = @(Get-EbsChangedBlock snap-a snap-b -Region us-east-1)
                @{
                    Methods = [System.Runtime.JitInfo]::GetCompiledMethodCount() - $before
                    Blocks = $blocks.Count
                    Assemblies = [System.Runtime.Loader.AssemblyLoadContext]::All.Where{ $_.Name -like 'EbsChangedBlocks:*' }.Assemblies.ForEach{
                        [System.IO.Path]::GetRelativePath($folder, $_.Location).Replace('\', '/')
                    }
                }
            } -args $Folder
        }

        function Copy-Module {
            $copy = Join-Path $TestDrive ([System.IO.Path]::GetRandomFileName()) EbsChangedBlocks
            $null = [System.IO.Directory]::CreateDirectory((Split-Path $copy))
            Copy-Item -LiteralPath (Get-Module EbsChangedBlocks).ModuleBase $copy -Recurse
            $copy
        }
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'save the first listing most of its compiling' -Skip:(-not $script:fits) {
        $without = Copy-Module
        Remove-Item -LiteralPath "$without/bin/net10.0" -Recurse

        $ahead = Measure-FirstListing (Get-Module EbsChangedBlocks).ModuleBase
        $asked = Measure-FirstListing $without

        $ahead.Assemblies | Should -Contain "bin/net10.0/$script:platform/EbsChangedBlocks.dll"
        $ahead.Assemblies -like 'bin/*.dll' -notlike 'bin/net10.0/*' | Should -BeNullOrEmpty
        $asked.Assemblies | Should -Contain 'bin/EbsChangedBlocks.dll'
        $ahead.Blocks | Should -Be $asked.Blocks
        $ahead.Methods | Should -BeLessThan ($asked.Methods * 2 / 3)
    }

    It 'are left alone by another version of .NET' {
        $copy = Copy-Module
        if ([System.Environment]::Version.Major -eq 10) {
            Rename-Item -LiteralPath "$copy/bin/net10.0" net8.0
        }

        $listing = Measure-FirstListing $copy

        $listing.Assemblies | Should -Contain 'bin/EbsChangedBlocks.dll'
        $listing.Assemblies -like 'bin/net*' | Should -BeNullOrEmpty
    }

    It 'may be damaged' {
        $copy = Copy-Module
        foreach ($file in [System.IO.Directory]::GetFiles("$copy/bin/net10.0", 'AWSSDK.Core.dll', 'AllDirectories')) {
            [System.IO.File]::WriteAllText($file, 'damaged')
        }

        $listing = Measure-FirstListing $copy

        $listing.Assemblies | Should -Contain 'bin/EbsChangedBlocks.dll'
        $listing.Blocks | Should -BeGreaterThan 0
    }

    It 'may be those of another platform' {
        $copy = Copy-Module
        Remove-Item -LiteralPath "$copy/bin/net10.0/$script:platform" -Recurse -ErrorAction Ignore
        Rename-Item -LiteralPath "$copy/bin/net10.0/$script:other" $script:platform

        $listing = Measure-FirstListing $copy

        $listing.Assemblies | Should -Contain 'bin/EbsChangedBlocks.dll'
        $listing.Blocks | Should -BeGreaterThan 0
    }
}
