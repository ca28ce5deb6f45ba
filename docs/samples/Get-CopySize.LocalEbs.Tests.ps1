Describe 'Get-CopySize' {
    BeforeAll {
        Import-Module EbsChangedBlocks
        Import-Module "$($env:LOCALEBS_PATH ?? "$HOME/LocalEbs")/LocalEbs.psm1"
    }

    Context 'on described snapshots' {
        BeforeAll {
            $script:server = Start-LocalEbsServer @(
                'snap-a=synthetic:100GiB,written=0-9999'
                'snap-b=snap-a,changed=100-149,added=20000-20009,removed=0-4'
                'snap-c=synthetic:100GiB'
            )
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'counts what was added and modified' {
            & $PSScriptRoot/Get-CopySize.ps1 snap-a snap-b | Should -Be '30 MiB'
        }

        It 'tells another volume''s snapshot apart' {
            & $PSScriptRoot/Get-CopySize.ps1 snap-a snap-c | Should -Be 'copy it whole'
        }
    }

    Context 'on disk images' {
        BeforeAll {
            New-LocalEbsImage TestDrive:/before.img @{ 0 = 1; 1 = 1; 2 = 1 }
            New-LocalEbsImage TestDrive:/after.img @{ 0 = 1; 1 = 2; 7 = 1 }
            Push-Location TestDrive:/
            $script:server = Start-LocalEbsServer 'snap-a=before.img', 'snap-b=after.img'
            Pop-Location
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'compares them in blocks of 512 KiB' {
            & $PSScriptRoot/Get-CopySize.ps1 snap-a snap-b | Should -Be '1 MiB'
        }
    }

    Context 'while AWS <What>' -ForEach @(
        @{ What = 'throttles'; Fault = '1:throttle' }
        @{ What = 'breaks connections'; Fault = '2:reset-body' }
    ) {
        BeforeAll {
            $script:server = Start-LocalEbsServer 'snap-a=synthetic:10GiB', 'snap-b=snap-a,changed=0-9999' -Fault $Fault -Quota 50
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'counts all the same' {
            & $PSScriptRoot/Get-CopySize.ps1 snap-a snap-b | Should -Be '5000 MiB'
        }
    }

    Context 'when AWS answers <Fault>' -ForEach @(
        @{ Fault = 'access-denied'; Id = 'AccessDenied*' }
        @{ Fault = 'expired-credentials'; Id = 'CredentialsExpired*' }
    ) {
        BeforeAll {
            $script:server = Start-LocalEbsServer 'snap-a=synthetic:10GiB', 'snap-b=snap-a,changed=0-9999' -Fault "all:$Fault"
        }

        AfterAll {
            Stop-LocalEbsServer $script:server
        }

        It 'fails with <Id>' {
            { & $PSScriptRoot/Get-CopySize.ps1 snap-a snap-b } | Should -Throw -ErrorId $Id
        }
    }
}
