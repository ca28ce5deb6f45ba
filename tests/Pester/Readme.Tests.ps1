BeforeDiscovery {
    $readme = (Get-Content -LiteralPath (Join-Path (Split-Path (Split-Path $PSScriptRoot)) README.md) -Raw).ReplaceLineEndings("`n")
    $script:scripts = [regex]::Matches($readme, '(?ms)^```powershell\n(?<code>.*?)\n```$(\n```output\n(?<output>.*?)\n```$)?').ForEach{
        @{ Code = $_.Groups['code'].Value; Output = $_.Groups['output'].Value; Begin = $_.Groups['code'].Value.Split("`n")[0] }
    }
    $script:tasks = [regex]::Matches($readme, 'build\.ps1 -Task (\w+)').ForEach{ $_.Groups[1].Value }
    $script:projects = [regex]::Matches($readme, '(?m)^dotnet (?:build|pack) (\S+)').ForEach{ $_.Groups[1].Value }
}

Describe 'The README' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Shown.ps1
        . $exampleFiles/Get-EC2Snapshot.ps1
        $script:server = Start-LocalEbsServer (Get-Content -LiteralPath $exampleFiles/snapshots.txt)
        $script:display = Enter-Display
        Push-Location -LiteralPath $root
    }

    AfterAll {
        Remove-Item -LiteralPath "$root/volume-a.svg", "$root/disk.img", "$root/disk.img.ebsstate" -ErrorAction Ignore
        Pop-Location
        Exit-Display $script:display
        Stop-LocalEbsServer $script:server
    }

    It 'has a script that runs, and shows what it says: <Begin>' -ForEach $script:scripts {
        if ($Code -match 'Install-PSResource' -and -not $env:EBS_TEST_HOME) {
            Set-ItResult -Skipped -Because 'it would install for the user who runs the tests'
        }
        if ($Code -match 'Import-Module \./' -and $root -match '\[') {
            Set-ItResult -Skipped -Because 'PowerShell imports no module by its folder where the path has brackets'
        }

        $shown = & ([scriptblock]::Create($Code)) 2>&1

        $shown.Where{ $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        if ($Output) {
            Format-Shown ($shown | Out-String -Width 80) | Should -Be (Format-Shown $Output)
        }
    }

    It 'has installed by then what can be found and removed' {
        if (-not $env:EBS_TEST_HOME) {
            Set-ItResult -Skipped -Because 'it would install for the user who runs the tests'
        }

        (Get-InstalledPSResource EbsChangedBlocks).Version | Should -Be (Get-Module EbsChangedBlocks).Version

        Uninstall-PSResource EbsChangedBlocks
        Unregister-PSResourceRepository EbsChangedBlocks
    }

    It 'names a task that there is: <_>' -ForEach $script:tasks {
        $completions = (Get-Command "$root/build.ps1").Parameters.Task.Attributes.Where{ $_ -is [System.Management.Automation.ArgumentCompletionsAttribute] }[0]

        $completions.CompleteArgument('', 'Task', $_, $null, @{}).CompletionText | Should -Contain $_
    }

    It 'names a project that there is: <_>' -ForEach $script:projects {
        ([xml] (Get-Content -LiteralPath "$root/EbsChangedBlocks.slnx" -Raw)).SelectNodes('//Project/@Path').Value | Should -Contain "$_/$(Split-Path $_ -Leaf).csproj"
    }

    It 'has a picture that is what its script draws' {
        $drawn = [System.IO.File]::ReadAllText("$root/volume-a.svg").ReplaceLineEndings("`n")

        $drawn | Should -BeExactly ([System.IO.File]::ReadAllText("$root/docs/images/volume-a.svg").ReplaceLineEndings("`n"))
    }
}
