Describe 'When something goes wrong' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Requests.ps1
        $script:log = "$TestDrive/requests.log"
        $script:server = Start-LocalEbsServer @(
            'snap-a=synthetic:8GiB,written=0-999'
            'snap-b=snap-a,changed=all'
            'snap-c=synthetic:8GiB'
        ) -Fault 'ListSnapshotBlocks all:access-denied' -LogPath $script:log
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'goes on with the next pair' {
        $pairs = 'First,Second', 'snap-a,snap-b', 'snap-a,snap-c', 'snap-a,snap-ffff', 'snap-a,snap-b' | ConvertFrom-Csv

        $blocks = $pairs | Get-EbsChangedBlock -ErrorAction SilentlyContinue -ErrorVariable failed

        $blocks | Should -HaveCount 2000
        $failed.ForEach{ $_.FullyQualifiedErrorId.Split(',')[0] } | Should -Be 'UnrelatedSnapshots', 'SnapshotNotFound'
        $failed.TargetObject | Should -Be 'snap-c', 'snap-ffff'
    }

    It 'writes one error, <Id>, for <Line>' -ForEach @(
        @{ Line = 'Get-EbsChangedBlock snap-a snap-e'; Id = 'SnapshotNotFound'; Category = 'ObjectNotFound'; Target = 'snap-e' }
        @{ Line = 'Get-EbsChangedBlock snap-a snap-a'; Id = 'SameSnapshot'; Category = 'InvalidArgument'; Target = 'snap-a' }
        @{ Line = 'Get-EbsChangedBlock snap-a snap-c'; Id = 'UnrelatedSnapshots'; Category = 'InvalidArgument'; Target = 'snap-c' }
        @{ Line = 'Get-EbsChangedBlock snap-a snap-b -AsPage -NextToken AAAA'; Id = 'PageTokenInvalid'; Category = 'InvalidArgument'; Target = 'snap-b' }
        @{ Line = 'Get-EbsChangedBlock snap-a snap-b -AccessKey $env:AWS_ACCESS_KEY_ID -SecretKey wrong'; Id = 'CredentialsInvalid'; Category = 'AuthenticationError'; Target = 'snap-b' }
        @{ Line = 'Get-EbsChangedBlock snap-a snap-b -AccessKey wrong -SecretKey $env:AWS_SECRET_ACCESS_KEY'; Id = 'CredentialsInvalid'; Category = 'AuthenticationError'; Target = 'snap-b' }
        @{ Line = 'Get-EbsChangedBlock snap-a snap-b -EndpointUrl http://127.0.0.1:1 -RetryTimeout 0'; Id = 'EndpointUnreachable'; Category = 'ConnectionError'; Target = 'snap-b' }
    ) {
        $blocks = . ([scriptblock]::Create("$Line -ErrorAction SilentlyContinue -ErrorVariable failed"))

        $blocks | Should -BeNullOrEmpty
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failed[0].CategoryInfo.Category | Should -Be $Category
        $failed[0].TargetObject | Should -Be $Target
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'tells a script by its exception what it decides by: <Id>' -ForEach @(
        @{ Id = 'UnrelatedSnapshots'; Transient = $false; All = $false; Failing = { Get-EbsChangedBlock snap-a snap-c -ErrorAction Stop } }
        @{ Id = 'CredentialsInvalid'; Transient = $false; All = $true; Failing = { Get-EbsChangedBlock snap-a snap-b -AccessKey wrong -SecretKey wrong -ErrorAction Stop } }
        @{ Id = 'EndpointUnreachable'; Transient = $true; All = $true; Failing = { Get-EbsChangedBlock snap-a snap-b -EndpointUrl http://127.0.0.1:1 -RetryTimeout 0 -ErrorAction Stop } }
        @{ Id = 'RegionInvalid'; Transient = $false; All = $false; Failing = { Get-EbsChangedBlock snap-a snap-b -Region us-east-1a } }
        @{ Id = 'PredecessorMissing'; Transient = $false; All = $false; Failing = { Measure-EbsSnapshotDelta -SnapshotId snap-a -ErrorAction Stop } }
    ) {
        $caught = try { & $Failing } catch [EbsChangedBlocks.EbsChangedBlocksException] { $_ }

        $caught.Exception.Kind | Should -Be ([EbsChangedBlocks.FailureKind] $Id)
        $caught.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $caught.Exception.IsTransient | Should -Be $Transient
        $caught.Exception.ConcernsAllPairs | Should -Be $All
    }

    It 'finds out once what is common to all pairs: <Name>' -ForEach @(
        @{ Name = 'a wrong key, measured'; Id = 'CredentialsInvalid'; Requests = 1; Failing = { $input | Measure-EbsSnapshotDelta -AccessKey wrong -SecretKey wrong -ErrorAction SilentlyContinue -ErrorVariable +script:failures } }
        @{ Name = 'a wrong key, listed'; Id = 'CredentialsInvalid'; Requests = 1; Failing = { $input | Get-EbsChangedBlock -AccessKey wrong -SecretKey wrong -ErrorAction SilentlyContinue -ErrorVariable +script:failures } }
        @{ Name = 'an endpoint that is not there'; Id = 'EndpointUnreachable'; Requests = 0; Failing = { $input | Measure-EbsSnapshotDelta -EndpointUrl http://127.0.0.1:1 -RetryTimeout 0 -ErrorAction SilentlyContinue -ErrorVariable +script:failures } }
    ) {
        $script:failures = @()
        $since = Get-Moment
        $pairs = 1..200 | ForEach-Object { [pscustomobject]@{ First = 'snap-a'; Second = "snap-$($_.ToString('x4'))" } }

        $pairs | & $Failing | Should -BeNullOrEmpty

        $script:failures | Should -HaveCount 200
        $script:failures.TargetObject | Should -Be $pairs.Second
        $script:failures.ForEach{ $_.FullyQualifiedErrorId.Split(',')[0] } | Select-Object -Unique | Should -Be $Id
        $script:failures.Where{ "$_" -notlike 'Not tried: *' } | Should -HaveCount 1
        Get-RequestSince $since | Should -HaveCount $Requests
    }

    It 'tells the request id that support asks for' {
        Get-EbsChangedBlock snap-a snap-ffff -ErrorAction SilentlyContinue -ErrorVariable failed

        [guid]::Parse($failed[0].Exception.RequestId) | Should -Not -Be ([guid]::Empty)
        $failed[0].ErrorDetails.Message | Should -BeLike "*(request $($failed[0].Exception.RequestId))*"
    }

    It 'can be caught' {
        $caught = try {
            Get-EbsChangedBlock snap-a snap-ffff -ErrorAction Stop
        } catch {
            $_
        }

        $caught.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $caught.ErrorDetails.RecommendedAction | Should -Match 'Region'
    }

    It 'says nothing with -ErrorAction Ignore' {
        $before = $global:Error.Count

        Get-EbsChangedBlock snap-a snap-ffff -ErrorAction Ignore

        $global:Error.Count | Should -Be $before
    }

    It 'is an error in Should -Throw too, by its id' {
        { Get-EbsChangedBlock snap-a snap-c -ErrorAction Stop } | Should -Throw -ErrorId 'UnrelatedSnapshots,*'
        { Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-b -IncludeBaseline -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied,*'
    }

    It 'sets $?' {
        Get-EbsChangedBlock snap-a snap-ffff -ErrorAction SilentlyContinue
        $? | Should -BeFalse
        $null = Get-EbsChangedBlock snap-a snap-b
        $? | Should -BeTrue
    }

    Context 'and an argument is bad' {
        BeforeAll {
            # Nobody answers here, and whoever knocks is noticed.
            $script:door = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $script:door.Start()
            $script:endpoint = $env:AWS_ENDPOINT_URL_EBS
            $env:AWS_ENDPOINT_URL_EBS = "http://$($script:door.LocalEndpoint)"
        }

        AfterAll {
            $env:AWS_ENDPOINT_URL_EBS = $script:endpoint
            $script:door.Stop()
        }

        It 'ends <Line> before it asks' -ForEach @(
            @{ Line = 'Get-EbsChangedBlock snap-x snap-b'; Id = 'ParameterArgumentValidationError'; Said = "'snap-x' is no snapshot id" }
            @{ Line = 'Get-EbsChangedBlock vol-1 snap-b'; Id = 'ParameterArgumentValidationError'; Said = "'vol-1' is no snapshot id" }
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b -MaxResult 50'; Id = 'ParameterArgumentValidationError'; Said = '100' }
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b -MaxResult 10001'; Id = 'ParameterArgumentValidationError'; Said = '10000' }
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex -1'; Id = 'ParameterArgumentValidationError'; Said = '0' }
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b -ChangeType Changed'; Id = 'CannotConvertArgumentNoMessage'; Said = 'Added' }
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b -ChangeType @()'; Id = 'ParameterArgumentValidationError'; Said = 'empty' }
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b -ChangeType Added -AsPage'; Id = 'AmbiguousParameterSet'; Said = 'parameter set' }
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b -AccessKey x'; Id = 'CredentialsMissing'; Said = '-SecretKey' }
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b -ProfileName no-such-profile'; Id = 'ProfileUnusable'; Said = 'no-such-profile' }
            @{ Line = "Get-EbsChangedBlock snap-a snap-b -Region 'example.com/'"; Id = 'RegionInvalid'; Said = "'example.com/' (from -Region) is no Region" }
            @{ Line = 'Measure-EbsSnapshotDelta snap-a snap-b -MapPath /no/such/folder/map.svg'; Id = 'MapPathUnusable'; Said = 'its folder has to exist' }
        ) {
            [scriptblock]::Create($Line) | Should -Throw "*$Said*" -ErrorId "$Id,*"

            $script:door.Pending() | Should -BeFalse
        }
    }

    It 'says what is missing where nothing is set up' {
        # In a session of its own: the SDK looks up where the files are once.
        $missing = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
            param([string] $Folder)

            Remove-Item Env:/AWS_*
            $env:AWS_EC2_METADATA_DISABLED = 'true'
            $env:AWS_CONFIG_FILE = $env:AWS_SHARED_CREDENTIALS_FILE = "$Folder/nothing"
            foreach ($given in @{ Region = 'us-east-1' }, @{ AccessKey = 'x'; SecretKey = 'y' }) {
                try {
                    Get-EbsChangedBlock snap-a snap-b @given
                } catch {
                    "$($_.FullyQualifiedErrorId): $_"
                }
            }
        } -args $TestDrive

        $missing | Should -HaveCount 2
        $missing[0] | Should -BeLike 'CredentialsMissing,*: No AWS credentials*'
        $missing[1] | Should -BeLike 'RegionMissing,*: No AWS Region*'
    }

    Context 'and the service refuses' {
        BeforeAll {
            $script:refusing = Start-LocalEbsServer 'snap-a=synthetic:1GiB', 'snap-b=snap-a,changed=1' -Fault 'ListChangedBlocks all:policy-denied', 'ListSnapshotBlocks all:expired-credentials'
        }

        AfterAll {
            Stop-LocalEbsServer $script:refusing
        }

        It 'says what to do: <Action>' -ForEach @(
            @{ Line = 'Get-EbsChangedBlock snap-a snap-b'; Id = 'AccessDenied'; Action = 'Allow ebs:ListChangedBlocks on arn:aws:ec2:us-east-1::snapshot/snap-b in the identity-based policy.' }
            @{ Line = 'Measure-EbsSnapshotDelta -SnapshotId snap-a -IncludeBaseline'; Id = 'CredentialsExpired'; Action = 'Sign in again.' }
        ) {
            . ([scriptblock]::Create("$Line -ErrorAction SilentlyContinue -ErrorVariable failed"))

            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
            $failed[0].ErrorDetails.RecommendedAction | Should -BeExactly $Action
        }
    }

    Context 'and a listing breaks off' {
        BeforeAll {
            $script:broken = Start-LocalEbsServer 'snap-a=synthetic:8GiB,written=0-999', 'snap-b=snap-a,changed=all' -Fault '4:access-denied'
        }

        AfterAll {
            Stop-LocalEbsServer $script:broken
        }

        It 'says where to go on, and nothing is lost or repeated' {
            $first = Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failed
            $next = $failed[0].Exception.NextBlockIndex
            $rest = Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -StartingBlockIndex $next

            $failed | Should -HaveCount 1
            $next | Should -BeGreaterThan 0
            @($first) + @($rest) | ForEach-Object BlockIndex | Should -Be (0..999)
        }
    }
}
