Describe 'The picture of -MapPath' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        . $PSScriptRoot/Requests.ps1
        $script:log = "$TestDrive/requests.log"
        $script:server = Start-LocalEbsServer 'snap-a=synthetic:1GiB,written=0-99', 'snap-b=snap-a,changed=1-3+9,removed=50,added=200', 'snap-c=snap-b,changed=2' -LogPath $script:log
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'looks at -MapPath before it lists: <Name>' -ForEach @(
        @{ Name = 'a folder that is not there'; Path = 'nowhere/map.svg' }
        @{ Name = 'a folder'; Path = '.' }
        @{ Name = 'below a file'; Path = 'file/map.svg' }
    ) {
        'no folder' | Set-Content -LiteralPath $TestDrive/file
        $since = Get-Moment

        { Measure-EbsSnapshotDelta snap-a snap-b -MapPath $TestDrive/$Path } | Should -Throw -ErrorId 'MapPathUnusable,*'
        Get-RequestSince $since | Should -BeNullOrEmpty
    }

    It 'gives the figures all the same where the map cannot be written at last' {
        $null = New-Item $TestDrive/gone -ItemType Directory

        $delta = Measure-EbsSnapshotDelta snap-a snap-b -MapPath $TestDrive/gone/map.svg -ErrorAction SilentlyContinue -ErrorVariable failed |
            ForEach-Object { Remove-Item -LiteralPath $TestDrive/gone -Recurse; $_ }

        $delta.ChangedCount | Should -Be 6
        Get-FailedId $failed | Should -Be 'MapPathUnusable'
    }

    It 'leaves nothing beside the map' {
        $null = New-Item $TestDrive/maps -ItemType Directory
        $null = Measure-EbsSnapshotDelta snap-a snap-b -MapPath $TestDrive/maps/map.svg

        [System.IO.Directory]::GetFiles("$TestDrive/maps") | Should -HaveCount 1
    }
}
