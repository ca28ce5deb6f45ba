Describe 'Tab completion' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1

        function Complete([string] $Line) {
            (TabExpansion2 $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
        }
    }

    It 'completes the commands' {
        Complete 'Get-EbsCh' | Should -Be 'Get-EbsChangedBlock'
        Complete 'Measure-Ebs' | Should -Be 'Measure-EbsSnapshotDelta'
    }

    It 'completes parameter names' {
        Complete 'Get-EbsChangedBlock -Star' | Should -Be '-StartingBlockIndex'
        Complete 'Get-EbsChangedBlock -As' | Should -Be '-AsPage', '-AsExtent'
        Complete 'Measure-EbsSnapshotDelta -Recl' | Should -Be '-Reclaimable'
    }

    It 'completes change types' {
        Complete 'Get-EbsChangedBlock snap-a snap-b -ChangeType ' | Sort-Object | Should -Be 'Added', 'Modified', 'Removed'
        Complete 'Get-EbsChangedBlock snap-a snap-b -ChangeType Added, Mod' | Should -Be 'Modified'
    }

    It 'completes ids that the session has used, the latest first, and never file names' {
        # In a session of its own: others have used some.
        $offered = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
            $lines = 'Get-EbsChangedBlock -First ', 'Get-EbsChangedBlock -First snap-0a -Second ', 'Measure-EbsSnapshotDelta -SnapshotId snap-0', 'Measure-EbsSnapshotDelta snap-0b, '
            (TabExpansion2 $lines[0] -cursorColumn $lines[0].Length).CompletionMatches.CompletionText -join ' '
            $null = Get-EbsChangedBlock snap-0a snap-0b -EndpointUrl http://127.0.0.1:1 -RetryTimeout 0 -AccessKey x -SecretKey y -ErrorAction Ignore
            foreach ($line in $lines) {
                (TabExpansion2 $line -cursorColumn $line.Length).CompletionMatches.CompletionText -join ' '
            }
        }

        $offered | Should -Be 'snap-', 'snap-0b snap-0a', 'snap-0b snap-0a', 'snap-0b snap-0a', 'snap-0b snap-0a'
    }

    It 'completes the properties of what comes down the pipeline' {
        Complete 'Get-EbsChangedBlock snap-a snap-b | Where-Object Change' | Should -Contain 'ChangeType'
    }

    Context 'of values, with a word about each' -ForEach @{
        Cases = @(
            @{ Line = 'Get-EbsChangedBlock -Region eu-c'; Offered = 'eu-central-1: Europe (Frankfurt)', 'eu-central-2: Europe (Zurich)' }
            @{ Line = 'Measure-EbsSnapshotDelta -Region EU-WEST-3'; Offered = 'eu-west-3: Europe (Paris)' }
            @{ Line = 'Get-EbsChangedBlock -Region IL-C'; Offered = 'il-central-1: Israel (Tel Aviv)' }
            @{ Line = "Get-EbsChangedBlock -Region 'cn-"; Offered = 'cn-north-1: China (Beijing)', 'cn-northwest-1: China (Ningxia)' }
            @{ Line = 'Get-EbsChangedBlock -Region moon-'; Offered = @() }
            @{ Line = 'Get-EbsChangedBlock -ProfileName b'; Offered = 'backup: Basic', 'beta: CredentialProcess' }
            @{ Line = 'Measure-EbsSnapshotDelta -ProfileName my'; Offered = "'my ''own': Session" }
            @{ Line = 'Get-EbsChangedBlock -ProfileName '; Offered = 'backup: Basic', 'beta: CredentialProcess', 'login: login', 'mfa: Assume Role', "'my ''own': Session", 'sso: sso', 'sso-session: sso-session' }
            @{ Line = 'Get-EbsChangedBlock -ProfileLocation ./own-file -ProfileName b'; Offered = 'bespoke: Basic', 'beta: CredentialProcess' }
            @{ Line = 'Get-EbsChangedBlock -ProfilesLocation ./own-file -ProfileName b'; Offered = 'bespoke: Basic', 'beta: CredentialProcess' }
        )
    } {
        BeforeAll {
            $keys = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE`naws_secret_access_key = EXAMPLEKEY`n"
            Set-Content -LiteralPath TestDrive:/own-file "[bespoke]`n$keys"
            Set-Content -LiteralPath TestDrive:/credentials "[backup]`n$keys`n[my 'own]`n${keys}aws_session_token = EXAMPLETOKEN"
            Set-Content -LiteralPath TestDrive:/config @'
[profile beta]
credential_process = true

[profile bare]
region = eu-west-1

[profile sso]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
sso_account_id = 123456789012
sso_role_name = Ops

[profile sso-session]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Ops

[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start

[profile login]
login_session = arn:aws:iam::123456789012:user/ops

[profile mfa]
role_arn = arn:aws:iam::123456789012:role/ops
source_profile = backup
mfa_serial = arn:aws:iam::123456789012:mfa/ops
'@

            # In a session of its own: the SDK looks up where the files are once.
            $script:completed = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
                param([string] $Folder, [string[]] $Line)

                Set-Location -LiteralPath $Folder
                $env:AWS_CONFIG_FILE = "$Folder/config"
                $env:AWS_SHARED_CREDENTIALS_FILE = "$Folder/credentials"
                $offered = @{}
                foreach ($text in $Line) {
                    $values = (TabExpansion2 $text -cursorColumn $text.Length).CompletionMatches.Where{ $_.ResultType -eq 'ParameterValue' }
                    $offered[$text] = $values.ForEach{ "$($_.CompletionText): $($_.ToolTip)" }
                }
                $offered
            } -args $TestDrive, $Cases.Line
        }

        It '<Line>' -ForEach $Cases {
            $script:completed[$Line] | Should -Be $Offered
        }
    }
}
