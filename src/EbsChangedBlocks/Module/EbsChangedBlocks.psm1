# The Loader is in the session by the manifest's RequiredAssemblies; the cmdlets and the AWS SDK go into a load context of their own.
$cmdlets = [EbsChangedBlocks.Loader.ModuleLoadContext]::LoadModule("$PSScriptRoot/bin/EbsChangedBlocks.dll")
$inner = Import-Module -Assembly $cmdlets -PassThru

# A second import of an assembly exports nothing by itself: https://github.com/PowerShell/PowerShell/issues/20710
$export = [psmoduleinfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
    [void] $export.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
}
