# A session as strict as a careful user's: what is not set is an error, and so is every error.
param([string] $Path)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
& $Path @args
exit $LASTEXITCODE
