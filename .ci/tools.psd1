# What build.ps1 uses of the PowerShell Gallery, each in this version and no other.
@{
    PSScriptAnalyzer               = '1.25.0'
    'Microsoft.PowerShell.PlatyPS' = '1.0.3'
}
