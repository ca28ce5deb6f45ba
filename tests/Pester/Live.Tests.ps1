# tests/Live is run by hand, on AWS; here is only what keeps it true of the documentation and runnable.
BeforeDiscovery {
    $script:live = Join-Path (Split-Path $PSScriptRoot) Live
    $script:scripts = (Get-ChildItem -LiteralPath $script:live -Filter *.ps1 -Recurse).ForEach{ @{ Name = $_.Name; Path = $_.FullName } }
}

Describe 'The acceptance run' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        foreach ($part in 'Volumes', 'Aws', 'Questions') {
            . (Join-Path $root tests/Live/Support "$part.ps1")
        }

        # As the run's volumes are written, but for their content.
        $ids = Get-ExampleId
        $script:server = Start-LocalEbsServer @(
            "$($ids.base)=synthetic:1GiB,written=0-249+1000-1001+last"
            "$($ids.child)=$($ids.base),changed=3+8+10-14+100+249+last,added=250-259+1500"
            "$($ids.grown)=$($ids.child),size=2GiB,changed=3,added=600+2048+last"
            "$($ids.foreign)=synthetic:1GiB"
            "$($ids.empty)=synthetic:1GiB,written=none"
        )
        $connection = [pscustomobject]@{ EndpointUrl = "$($script:server.EndpointUrl)"; Region = 'us-east-1'; Key = Get-SigningKey }
        $script:answers = Read-Answer $connection $ids
        $script:fixtures = [ordered]@{}
        foreach ($name in $script:answers.Keys) {
            $script:fixtures[$name] = ConvertTo-Fixture $script:answers[$name] $ids '' LocalEbs
        }
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'has scripts that parse: <Name>' -ForEach $script:scripts {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $errors)

        $errors | Should -BeNullOrEmpty
    }

    It 'asks what docs/design.md says AWS leaves open, and nothing else' {
        $page = (Get-Content -LiteralPath (Join-Path $root docs/design.md) -Raw).ReplaceLineEndings("`n")
        $section = $page.Substring($page.IndexOf("`n## What AWS leaves open`n"))
        $asked = [regex]::Matches($section, '(?m)^\| (?!question )([^|]+?) \| ').ForEach{ $_.Groups[1].Value }

        $asked | Should -Not -BeNullOrEmpty
        @(Get-Question).Question | Should -BeExactly $asked
    }

    It 'has an answer to each, from a service that answers all' {
        $table = @(Get-AnswerTable $script:fixtures @{} LocalEbs)

        $table.Count | Should -Be (2 + @(Get-Question).Count)
        $table | Should -Not -Match 'not answered'
        $table | Should -Contain '| What does one id given twice answer? | 0 blocks, no NextToken |'
        $table | Should -Contain '| Is `DataLength` ever less than a block? | first: 524288; zeros: 524288; last: 524288 |'
    }

    It 'keeps no token' {
        $tokens = $script:answers.Values.ForEach{ [regex]::Matches($_.Body, '"\w*Token":"([^"]+)"').ForEach{ $_.Groups[1].Value } } | Select-Object -Unique
        $kept = $script:fixtures | ConvertTo-Json -Depth 5

        $tokens.Count | Should -BeGreaterThan 250
        $tokens.Where{ $kept.Contains($_) -or $kept.Contains([uri]::EscapeDataString($_)) } | Should -BeNullOrEmpty
    }

    It 'tells answers of two kinds apart: <Change>' -ForEach @(
        @{ Change = 'the order of members'; Old = '"BlockIndex":3,"FirstBlockToken":"(A+=*)",'; New = '"FirstBlockToken":"$1","BlockIndex":3,'; Field = 'Members of a block' }
        @{ Change = 'a size in bytes'; Old = '"VolumeSize":1'; New = '"VolumeSize":1073741824'; Field = 'VolumeSize' }
        @{ Change = 'a time with an exponent'; Old = '("ExpiryTime":)[0-9.]+'; New = '${1}1.796366035E9'; Field = 'ExpiryTime' }
        @{ Change = 'nothing'; Old = '^'; New = ''; Field = $null }
    ) {
        $fixture = $script:fixtures['changed-maximum-100']
        $other = [ordered]@{ Status = $fixture.Status; Headers = $fixture.Headers; Body = $fixture.Body -replace $Old, $New }

        $shape = Get-AnswerShape $fixture
        $otherShape = Get-AnswerShape $other

        $shape.Keys.Where{ $shape[$_] -cne $otherShape[$_] } | Should -BeExactly $Field
    }
}
