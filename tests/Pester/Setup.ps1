# Dot-sourced by the tests: the module as it was assembled and the LocalEbs that was built, unless the environment names others.
$root = Split-Path (Split-Path $PSScriptRoot)
$modules = $env:EBS_TEST_MODULES ?? (Join-Path $root output)
$env:LOCALEBS_PATH ??= Join-Path $root artifacts bin LocalEbs debug

# What the examples of help and README speak of.
$exampleFiles = Join-Path $root docs examples

# Not the machine's own AWS settings. The SDK looks for the files once, so before the first command.
$env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $exampleFiles credentials
$env:AWS_CONFIG_FILE = Join-Path $exampleFiles no-config
$env:AWS_EC2_METADATA_DISABLED = 'true'

# By the path, so that jobs and other runspaces find it as they would an installed one.
if ($modules -notin $env:PSModulePath.Split([System.IO.Path]::PathSeparator)) {
    $env:PSModulePath = $modules, $env:PSModulePath -join [System.IO.Path]::PathSeparator
}
Import-Module EbsChangedBlocks
Import-Module "$env:LOCALEBS_PATH/LocalEbs.psm1"
