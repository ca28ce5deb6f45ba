Describe 'Export-EbsChangedBlock' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:described = 'snap-a=synthetic:40GiB', 'snap-b=snap-a,changed=1%,removed=0.5%', 'snap-c=snap-b,changed=0-99', 'snap-d=snap-c,changed=last'

        # As an array job runs them, all at once.
        function Open-Shard([string] $Folder, [string[]] $ArgumentList, [hashtable] $Environment = @{}) {
            $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $start.Environment['NO_COLOR'] = '1'
            foreach ($name in $Environment.Keys) {
                $start.Environment[$name] = $Environment[$name]
            }
            '-NoProfile', '-NonInteractive', '-File', "$runbooks/Export-EbsChangedBlock.ps1", '-OutputFolder', $Folder | ForEach-Object { $start.ArgumentList.Add($_) }
            $ArgumentList | ForEach-Object { $start.ArgumentList.Add($_) }
            [System.Diagnostics.Process]::Start($start)
        }

        function Wait-Shard([System.Diagnostics.Process[]] $Process) {
            foreach ($one in $Process) {
                $output, $failed = $one.StandardOutput.ReadToEnd(), $one.StandardError.ReadToEnd()
                $one.WaitForExit()
                [pscustomobject]@{ ExitCode = $one.ExitCode; Output = $output; Error = $failed }
            }
        }

        # The rows of each shard's file, in the order of their names.
        function Get-Shard([string] $Folder) {
            foreach ($file in [System.IO.Directory]::GetFiles($Folder, 'shard-*.csv') | Sort-Object) {
                , @([System.IO.File]::ReadAllLines($file) | Select-Object -Skip 1)
            }
        }

        function Get-Row([string] $First, [string] $Second) {
            Get-EbsChangedBlock $First $Second | ForEach-Object { "$First,$Second,$($_.BlockIndex),$($_.ChangeType),$($_.Offset),$($_.Length)" }
        }
    }

    Context 'with an endpoint that answers' {
        BeforeAll {
            $script:server = Start-LocalEbsServer $script:described -Quota 50
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'has in the shards of an array job together the whole list, ascending and unique' {
            $processes = foreach ($index in 0..3) {
                Open-Shard $TestDrive/array ('-First', 'snap-a', '-Second', 'snap-b', '-VolumeSize', '40') @{ AWS_BATCH_JOB_ARRAY_INDEX = "$index"; AWS_BATCH_JOB_ARRAY_SIZE = '4' }
            }
            $shards = Wait-Shard $processes

            $shards.Error | Should -Be '', '', '', ''
            $shards.ExitCode | Should -Be 0, 0, 0, 0
            $files = Get-Shard $TestDrive/array
            $files | Should -HaveCount 4
            $files.ForEach{ $_.Count -gt 0 } | Should -Be $true, $true, $true, $true
            $files.ForEach{ $_ } | Should -Be (Get-Row snap-a snap-b)
        }

        It 'has in the shards of a file of pairs every pair once' {
            "snap-a,snap-b`nsnap-b, snap-c`n`nsnap-c,snap-d`n" | Set-Content -LiteralPath $TestDrive/pairs.txt

            $shards = Wait-Shard (0..1 | ForEach-Object { Open-Shard $TestDrive/pairs ('-PairPath', "$TestDrive/pairs.txt", '-ShardIndex', $_, '-ShardCount', '2') })

            $shards.ForEach{ "$($_.ExitCode)$($_.Error)" } | Should -Be '0', '0'
            $files = Get-Shard $TestDrive/pairs
            $files[0] | Should -Be (@(Get-Row snap-a snap-b) + @(Get-Row snap-c snap-d))
            $files[1] | Should -Be (Get-Row snap-b snap-c)
        }

        It 'says so where its output is there, and lists it again by force' {
            $arguments = @{ FirstSnapshotId = 'snap-b'; SecondSnapshotId = 'snap-c'; VolumeSize = 40; OutputFolder = "$TestDrive/again" }
            & $runbooks/Export-EbsChangedBlock.ps1 @arguments | Should -BeLike '*: 100 blocks'
            $file = Get-Item -LiteralPath $TestDrive/again/shard-00000-of-00001.csv
            $file.LastWriteTimeUtc = $written = [datetime]::new(2020, 1, 1)

            & $runbooks/Export-EbsChangedBlock.ps1 @arguments | Should -BeLike '*.csv: is there; -Force lists it again'
            $LASTEXITCODE | Should -Be 0
            $file.Refresh()
            $file.LastWriteTimeUtc | Should -Be $written
            & $runbooks/Export-EbsChangedBlock.ps1 @arguments -Force | Should -BeLike '*: 100 blocks'
            $file.Refresh()
            $file.LastWriteTimeUtc | Should -BeGreaterThan $written
            $rows = Get-Shard $TestDrive/again | ForEach-Object { $_ }
            $rows | Should -Be (Get-Row snap-b snap-c)
            $rows[5] | Should -BeExactly 'snap-b,snap-c,5,Modified,2621440,524288'
        }

        It 'lists again what is not its own output, or not as it was written: <Name>' -ForEach @(
            @{ Name = 'another pair''s'; Change = { & $runbooks/Export-EbsChangedBlock.ps1 -First snap-c -Second snap-d -VolumeSize 40 -OutputFolder $folder -Force } }
            @{ Name = 'another size''s'; Change = { & $runbooks/Export-EbsChangedBlock.ps1 -First snap-b -Second snap-c -VolumeSize 41 -OutputFolder $folder -Force } }
            @{ Name = 'cut'; Change = { [System.IO.FileStream]::new("$folder/shard-00000-of-00001.csv", 'Open').ForEach{ $_.SetLength(500); $_.Dispose() } } }
            @{ Name = 'without what it says of itself'; Change = { Remove-Item -LiteralPath $folder/shard-00000-of-00001.json } }
            @{ Name = 'with nonsense there'; Change = { '{ "Shard": 0 }' | Set-Content -LiteralPath $folder/shard-00000-of-00001.json } }
        ) {
            $folder = "$TestDrive/other"
            & $runbooks/Export-EbsChangedBlock.ps1 -First snap-b -Second snap-c -VolumeSize 40 -OutputFolder $folder -Force
            $null = . $Change

            & $runbooks/Export-EbsChangedBlock.ps1 -First snap-b -Second snap-c -VolumeSize 40 -OutputFolder $folder | Should -BeLike '*: 100 blocks'
            Get-Shard $folder | ForEach-Object { $_ } | Should -Be (Get-Row snap-b snap-c)
        }

        It 'only says what it would do with -WhatIf' {
            & $runbooks/Export-EbsChangedBlock.ps1 -First snap-b -Second snap-c -VolumeSize 40 -OutputFolder $TestDrive/whatif -WhatIf

            $LASTEXITCODE | Should -Be 0
            [System.IO.Directory]::Exists("$TestDrive/whatif") | Should -BeFalse
        }

        It 'says before it lists that it cannot write' {
            'no folder' | Set-Content -LiteralPath $TestDrive/file

            $run = Wait-Shard (Open-Shard $TestDrive/file ('-First', 'snap-a', '-Second', 'snap-b', '-VolumeSize', '40'))

            $run.ExitCode | Should -Be 1
            $run.Error | Should -BeLike 'Shard 0 of 1: OutputFolderUnusable: *file* cannot be written to*'
        }

        It 'deletes nothing that the session calls as the script does' {
            $partial = "$TestDrive/kept"
            'kept' | Set-Content -LiteralPath $partial

            & $runbooks/Export-EbsChangedBlock.ps1 -First snap-a -Second snap-b -VolumeSize 40 -OutputFolder $TestDrive/caller -ShardIndex 1

            $LASTEXITCODE | Should -Be 1
            [System.IO.File]::Exists($partial) | Should -BeTrue
        }

        It 'signs in with a profile' {
            $run = Wait-Shard (Open-Shard $TestDrive/profile ('-First', 'snap-a', '-Second', 'snap-b', '-VolumeSize', '40', '-ProfileName', 'nobody'))

            $run.ExitCode | Should -Be 1
            $run.Error | Should -BeLike 'Shard 0 of 1: ProfileUnusable: *nobody*'
        }
    }

    It 'writes two runs of one shard apart, so that what has its name at last is whole' {
        # The first is held in the middle, until the second has done the same shard.
        $server = Start-LocalEbsServer $script:described -Fault '5:delay=3s'
        try {
            $arguments = '-First', 'snap-a', '-Second', 'snap-b', '-VolumeSize', '40'
            $first = Open-Shard $TestDrive/twice $arguments
            $null = Wait-Shard (Open-Shard $TestDrive/twice $arguments)
            $null = Wait-Shard $first
            $rows = Get-Row snap-a snap-b
        } finally {
            Stop-LocalEbsServer $server
        }

        Get-Shard $TestDrive/twice | ForEach-Object { $_ } | Should -Be $rows
        [System.IO.Directory]::GetFiles("$TestDrive/twice").ForEach{ [System.IO.Path]::GetExtension($_) } | Sort-Object | Should -Be '.csv', '.json'
    }

    It 'says by its exit code whether to try again, and leaves no file behind: <Fault>' -ForEach @(
        @{ Fault = '3-:503'; ExitCode = 75; Said = 'ServiceUnavailable' }
        @{ Fault = '3-:throttle'; ExitCode = 75; Said = 'Throttled' }
        @{ Fault = '3-:policy-denied'; ExitCode = 1; Said = 'Allow ebs:ListChangedBlocks on ' }
    ) {
        $server = Start-LocalEbsServer $script:described -Fault $Fault
        try {
            $run = Wait-Shard (Open-Shard "$TestDrive/$ExitCode$Said" ('-First', 'snap-a', '-Second', 'snap-b', '-VolumeSize', '40', '-RetryTimeout', '0'))
        } finally {
            Stop-LocalEbsServer $server
        }

        $run.ExitCode | Should -Be $ExitCode
        $run.Error | Should -BeLike "Shard 0 of 1: *$Said*"
        [System.IO.Directory]::GetFiles("$TestDrive/$ExitCode$Said") | Should -BeNullOrEmpty
    }
}

# What AWS runs cannot be run here; that it calls the scripts with parameters which these have, can be seen.
Describe 'What calls the scripts for shards' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1

        function Get-ParameterName([string] $Script) {
            $faults = $null
            $parsed = [System.Management.Automation.Language.Parser]::ParseFile("$runbooks/$Script", [ref] $null, [ref] $faults)
            $faults | Should -BeNullOrEmpty
            $parsed.ParamBlock.Parameters.Name.VariablePath.UserPath
        }

        # The parameters that follow the script's name.
        function Get-Given([string[]] $Command, [string] $Script) {
            $file = [array]::FindIndex($Command, [Predicate[string]] { $args[0].EndsWith("/$Script") })
            $file | Should -BeGreaterOrEqual 0
            $Command[($file + 1)..($Command.Count - 1)] -match '^-' -replace '^-'
        }
    }

    It 'gives parameters that there are: batch-job-definition.json' {
        $job = Get-Content -LiteralPath "$runbooks/batch-job-definition.json" -Raw | ConvertFrom-Json

        $given = Get-Given $job.containerProperties.command Export-EbsChangedBlock.ps1

        $given | Where-Object { $_ -notin (Get-ParameterName Export-EbsChangedBlock.ps1) } | Should -BeNullOrEmpty
        'PairPath', 'OutputFolder' | Where-Object { $_ -notin $given } | Should -BeNullOrEmpty
        $job.retryStrategy.evaluateOnExit.onExitCode | Should -Contain '75'
        # The page submits it with values for all that it refers to and has no value for.
        $page = Get-Content -LiteralPath "$runbooks/sharding.md" -Raw
        foreach ($reference in $job.containerProperties.command -match '^Ref::' -replace '^Ref::') {
            $job.parameters.PSObject.Properties[$reference] -or $page -match "--parameters $reference=" | Should -BeTrue
        }
    }

    It 'gives parameters that there are, and knows every value that it hands on: automation-runbook.yaml' {
        $runbook = (Get-Content -LiteralPath "$runbooks/automation-runbook.yaml" -Raw).ReplaceLineEndings("`n")

        $given = Get-Given ($runbook.Substring($runbook.IndexOf('pwsh ')) -split '\s+') Export-EbsChangedBlock.ps1

        $given | Where-Object { $_ -notin (Get-ParameterName Export-EbsChangedBlock.ps1) } | Should -BeNullOrEmpty
        'PairPath', 'OutputFolder' | Where-Object { $_ -notin $given } | Should -BeNullOrEmpty
        foreach ($used in [regex]::Matches($runbook, '\{\{ (\w+) \}\}')) {
            $runbook | Should -Match "(?m)^  $($used.Groups[1].Value):\s*`$"
        }
    }

    It 'gives parameters that there are: sharding.md' {
        $page = (Get-Content -LiteralPath "$runbooks/sharding.md" -Raw).ReplaceLineEndings("`n")

        $calls = [regex]::Matches($page, '(?s)\S*/Join-EbsShard\.ps1\b(?!\)).*?(?=```|\])').Value

        $calls | Should -HaveCount 3
        foreach ($call in $calls) {
            $given = Get-Given ($call -split '[\s",]+') Join-EbsShard.ps1
            $given | Where-Object { $_ -notin (Get-ParameterName Join-EbsShard.ps1) } | Should -BeNullOrEmpty
            'PairPath', 'ShardFolder' | Where-Object { $_ -notin $given } | Should -BeNullOrEmpty
        }
    }
}
