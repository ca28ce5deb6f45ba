# What build.ps1 uses of the PowerShell Gallery, each in this version and no other.
@{
    Pester                        = '5.9.0'
    PSScriptAnalyzer              = '1.25.0'
    'Microsoft.PowerShell.PlatyPS' = '1.0.3'
}
