Describe 'When something goes wrong' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:server = Start-LocalEbsServer @(
            'snap-a=synthetic:8GiB,written=0-999'
            'snap-b=snap-a,changed=all'
            'snap-c=synthetic:8GiB'
        ) -Fault 'ListSnapshotBlocks all:access-denied'
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'goes on with the next pair' {
        $pairs = 'First,Second', 'snap-a,snap-c', 'snap-a,snap-ffff', 'snap-a,snap-b' | ConvertFrom-Csv

        $blocks = $pairs | Get-EbsChangedBlock -ErrorAction SilentlyContinue -ErrorVariable failed

        $blocks | Should -HaveCount 1000
        $failed.ForEach{ $_.FullyQualifiedErrorId.Split(',')[0] } | Should -Be 'UnrelatedSnapshots', 'SnapshotNotFound'
        $failed.TargetObject | Should -Be 'snap-c', 'snap-ffff'
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

    It 'refuses bad arguments before it asks' {
        { Get-EbsChangedBlock vol-1 snap-b } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Get-EbsChangedBlock snap-a snap-b -MaxResult 50 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'sets $?' {
        Get-EbsChangedBlock snap-a snap-ffff -ErrorAction SilentlyContinue
        $? | Should -BeFalse
        $null = Get-EbsChangedBlock snap-a snap-b
        $? | Should -BeTrue
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
