# Where scripts may not call .NET, none of what follows works, and each line of it would fail in words of its own.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    throw "EbsChangedBlocks loads its assemblies itself, which a session in $($ExecutionContext.SessionState.LanguageMode) does not let a module do unless a policy of the machine trusts its files."
}

# The engine refuses a second cmdlet of one name with words that help nobody.
$other = Get-Module EbsChangedBlocks | Where-Object ModuleBase -ne $PSScriptRoot
if ($other) {
    throw "EbsChangedBlocks $($other.Version) is in this session already, from '$($other.ModuleBase)': Remove-Module EbsChangedBlocks lets this one in."
}

# The cmdlets and the AWS SDK go into a load context of their own, by the Loader that came first: a process has room for one, whatever version brought it.
if (-not ('EbsChangedBlocks.Loader.ModuleLoadContext' -as [type])) {
    $null = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/bin/EbsChangedBlocks.Loader.dll")
}
$cmdlets = [EbsChangedBlocks.Loader.ModuleLoadContext]::LoadModule("$PSScriptRoot/bin/EbsChangedBlocks.dll")
$inner = Import-Module -Assembly $cmdlets -PassThru

# A second import of an assembly exports nothing by itself: https://github.com/PowerShell/PowerShell/issues/20710
$export = [psmoduleinfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
    [void] $export.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
}
