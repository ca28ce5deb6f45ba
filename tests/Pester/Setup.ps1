# Dot-sourced by the tests: the module as it was assembled and the LocalEbs that was built, unless the environment names others.
$root = Split-Path (Split-Path $PSScriptRoot)
$modules = $env:EBS_TEST_MODULES ?? (Join-Path $root output)
$env:LOCALEBS_PATH ??= Join-Path $root artifacts bin LocalEbs debug

# By the path, so that jobs and other runspaces find it as they would an installed one.
if ($modules -notin $env:PSModulePath.Split([System.IO.Path]::PathSeparator)) {
    $env:PSModulePath = $modules, $env:PSModulePath -join [System.IO.Path]::PathSeparator
}
Import-Module EbsChangedBlocks
Import-Module "$env:LOCALEBS_PATH/LocalEbs.psm1"
