Describe 'Where to ask and as whom' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Requests.ps1
        $script:log = "$TestDrive/requests.log"
        $script:server = Start-LocalEbsServer 'snap-a=synthetic:1GiB,written=0-99', 'snap-b=snap-a,changed=1-3+9,removed=50,added=200', 'snap-c=snap-b,changed=2' -LogPath $script:log
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'refuses an endpoint with <Name>, and never shows it' -ForEach @(
        @{ Name = 'a password'; Url = 'http://user:secretpw@127.0.0.1:1' }
        @{ Name = 'a password, though it is no URL'; Url = 'user:secretpw@127.0.0.1' }
        @{ Name = 'a query'; Url = 'http://127.0.0.1:1/?q=secretpw' }
        @{ Name = 'a fragment'; Url = 'http://127.0.0.1:1/#secretpw' }
    ) {
        $said = & {
            try {
                Get-EbsChangedBlock snap-a snap-b -EndpointUrl $Url -Verbose -Debug -ErrorAction Stop
            } catch {
                $_ | Format-List * -Force
                $_.Exception | Format-List * -Force
                $_.FullyQualifiedErrorId
            }
        } *>&1 | Out-String -Width 500

        $said | Should -Match 'EndpointInvalid'
        $said | Should -Not -Match 'secretpw'
    }

    It 'refuses <Name> with a line break, without showing it' -ForEach @(
        @{ Name = 'an access key'; With = @{ AccessKey = "AKIA`nsecretpw"; SecretKey = 'k' } }
        @{ Name = 'a secret key'; With = @{ AccessKey = 'AKIA'; SecretKey = "secretpw`r`nX-Forged: 1" } }
        @{ Name = 'a session token'; With = @{ AccessKey = 'AKIA'; SecretKey = 'k'; SessionToken = "secretpw`n" } }
    ) {
        $since = Get-Moment

        $said = & {
            try {
                Get-EbsChangedBlock snap-a snap-b @With -Verbose -ErrorAction Stop
            } catch {
                $_.FullyQualifiedErrorId
                $_ | Format-List * -Force
            }
        } *>&1 | Out-String -Width 500

        $said | Should -Match 'CredentialUnusable'
        $said | Should -Not -Match 'secretpw'
        Get-RequestSince $since | Should -BeNullOrEmpty
    }

    It 'takes keys of the environment without the line break at their end, and says so' {
        $before = $env:AWS_SECRET_ACCESS_KEY
        try {
            $env:AWS_SECRET_ACCESS_KEY += "`n"
            $said = Get-EbsChangedBlock snap-b snap-c -Verbose 4>&1
        } finally {
            $env:AWS_SECRET_ACCESS_KEY = $before
        }

        $said.Where{ $_ -is [EbsChangedBlocks.ChangedBlock] }.BlockIndex | Should -Be 2
        "$($said[0])" | Should -BeLike '*credentials from environment variables, without the white space at the end of a value.'
    }

    It 'takes seconds for seconds through a proxy function and a mock' {
        function Get-Proxied([timespan] $RetryTimeout) {
            Get-EbsChangedBlock snap-a snap-b -EndpointUrl http://127.0.0.1:1 -RetryTimeout $RetryTimeout -ErrorAction SilentlyContinue -Verbose 4>&1
        }

        (Get-Proxied 1) -match 'EndpointUnreachable: trying again' | Should -Not -BeNullOrEmpty -Because 'a second leaves time for that, and a tick does not'
    }

    It 'says which host could not be reached' {
        Get-EbsChangedBlock snap-a snap-b -EndpointUrl http://127.0.0.1:1 -RetryTimeout 0 -ErrorAction SilentlyContinue -ErrorVariable failed

        "$failed" | Should -BeLike 'The endpoint 127.0.0.1:1 could not be reached*'
    }

    It 'tells the availability zone <_> from a Region at once' -ForEach 'us-east-1a', 'us-gov-west-1b', 'us-west-2-lax-1a' {
        { Get-EbsChangedBlock snap-a snap-b -Region $_ } | Should -Throw '*is an availability zone*' -ErrorId 'RegionInvalid,*'
    }
}
