Describe 'The help' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:maml = [xml] [System.IO.File]::ReadAllText((Join-Path (Get-Module EbsChangedBlocks).ModuleBase en-US EbsChangedBlocks.dll-Help.xml))

        function Read-Page([string] $Name) {
            [System.IO.File]::ReadAllText("$root/docs/en-US/$Name.md").ReplaceLineEndings("`n")
        }

        # Without white space, since lines break where they may.
        function Join-Word([string] $Text) {
            $Text -replace '\s'
        }

        function Get-MamlText([System.Xml.XmlElement] $Element) {
            Join-Word $Element.SelectNodes('.//*[local-name() = "para"]').ForEach{ $_.InnerText }
        }

        function Get-Section([string] $Page, [string] $Title) {
            [regex]::Match($Page, "(?ms)^## $Title\n(.*?)(?=^## |\z)").Groups[1].Value.Trim()
        }

        function Get-Subsection([string] $Page, [string] $Section) {
            foreach ($part in [regex]::Matches((Get-Section $Page $Section), '(?ms)^### (?<title>[^\n]+)\n(?<body>.*?)(?=^### |\z)')) {
                [pscustomobject]@{ Title = $part.Groups['title'].Value; Body = $part.Groups['body'].Value.Trim() }
            }
        }

        function Get-Value([string] $Yaml, [string] $Key) {
            [regex]::Match($Yaml, "(?m)^ *${Key}: (.*)`$").Groups[1].Value.Trim("'")
        }

        # What a parameter is in one of its sets.
        function Format-Set([string] $Name, [string] $Set, [string] $Position, [bool[]] $Flag) {
            "$Name $($Set -replace '^__AllParameterSets$', '(All)') $($Position -replace [int]::MinValue, 'Named') $Flag"
        }

        # What the assembly says of a parameter; its default is what a new instance holds, or off where the engine has the switch.
        function Get-AssemblyParameter([System.Management.Automation.CmdletInfo] $Command, [System.Management.Automation.ParameterMetadata] $Parameter) {
            $instance = [System.Activator]::CreateInstance($Command.ImplementingType)
            $default = @($instance.PSObject.Properties[$Parameter.Name] ? $instance.($Parameter.Name) : $false).ForEach{ "$_" } -join ', '
            $sets = $Parameter.ParameterSets.Values
            $ways = @(if ($sets.ValueFromPipeline -contains $true) { 'ByValue' }) + @(if ($sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' })
            [pscustomobject]@{
                Name     = $Parameter.Name
                Type     = $Parameter.ParameterType.FullName
                Default  = $default ? $default : 'None'
                Aliases  = $Parameter.Aliases ? $Parameter.Aliases -join ', ' : 'none'
                Position = ($sets.Position | Select-Object -Unique) -replace [int]::MinValue, 'Named' -join ', '
                Pipeline = $ways ? "true ($($ways -join ', '))" : 'false'
            }
        }
    }

    Context 'of <_>' -ForEach 'Get-EbsChangedBlock', 'Measure-EbsSnapshotDelta', 'Save-EbsSnapshotImage' {
        BeforeAll {
            $script:command = Get-Command $_
            $script:common = [System.Management.Automation.PSCmdlet]::CommonParameters
            $script:own = $script:command.Parameters.Values.Where{ $_.Name -notin $script:common } | Sort-Object Name
            $script:assembly = $script:own.ForEach{ Get-AssemblyParameter $script:command $_ }

            $script:page = Read-Page $_
            $script:syntax = (Get-Subsection $script:page SYNTAX).ForEach{ "$($_.Title): $($_.Body.Replace('```', '').Trim() -replace '\s+', ' ')" } | Sort-Object
            $script:parameters = Get-Subsection $script:page PARAMETERS | Where-Object Title -NE CommonParameters | Sort-Object Title | ForEach-Object {
                $description, $yaml = $_.Body -split '```yaml\n'
                [pscustomobject]@{ Name = $_.Title.TrimStart('-'); Description = $description.Trim(); Yaml = $yaml }
            }
            $script:examples = (Get-Subsection $script:page EXAMPLES).ForEach{
                $code = [regex]::Match($_.Body, '(?ms)^```powershell\n(.*?)\n```$').Groups[1].Value
                $text = $_.Body.Replace("``````powershell`n$code`n``````", '').Replace("``````output`n", '').Replace('```', '')
                [pscustomobject]@{ Title = $_.Title; Code = $code; Text = Join-Word $text }
            }

            $script:inMaml = $script:maml.DocumentElement.ChildNodes.Where{ $_['command:details']['command:name'].InnerText -eq $script:command.Name }[0]
            $script:mamlParameters = $script:inMaml['command:parameters'].ChildNodes | Sort-Object { $_['maml:name'].InnerText }
        }

        It 'has every parameter in the markdown as it is in the assembly' {
            $facts = $script:parameters.ForEach{
                $aliases = [regex]::Match($_.Yaml, '(?m)^Aliases:(\n- (?<name>\w+))+').Groups['name'].Captures.ForEach{ $_.Value }
                [pscustomobject]@{ Name = $_.Name; Type = Get-Value $_.Yaml Type; Default = Get-Value $_.Yaml DefaultValue; Aliases = $aliases ? $aliases -join ', ' : 'none' }
            }
            $sets = foreach ($one in $script:parameters) {
                foreach ($set in [regex]::Matches($one.Yaml, '(?ms)^- Name: .*?(?=^- Name: |^\w)').Value) {
                    Format-Set $one.Name (Get-Value $set '- Name') (Get-Value $set Position) ('IsRequired', 'ValueFromPipeline', 'ValueFromPipelineByPropertyName').ForEach{ (Get-Value $set $_) -eq 'true' }
                }
            }
            $assemblySets = foreach ($one in $script:own) {
                foreach ($set in $one.ParameterSets.GetEnumerator()) {
                    Format-Set $one.Name $set.Key $set.Value.Position ($set.Value.IsMandatory, $set.Value.ValueFromPipeline, $set.Value.ValueFromPipelineByPropertyName)
                }
            }

            $facts.ForEach{ "$_" } | Should -BeExactly ($script:assembly | Select-Object Name, Type, Default, Aliases).ForEach{ "$_" }
            $sets | Sort-Object | Should -BeExactly ($assemblySets | Sort-Object)
            $script:syntax | Should -BeExactly ($script:command.ParameterSets.ForEach{ "$($_.Name)$($_.IsDefault ? ' (Default)' : ''): $($script:command.Name) $_" } | Sort-Object)
        }

        It 'has every parameter in the MAML as it is in the assembly' {
            $facts = $script:mamlParameters.ForEach{
                [pscustomobject]@{
                    Name     = $_['maml:name'].InnerText
                    Type     = $_['dev:type']['maml:name'].InnerText
                    Default  = $_['dev:defaultValue'].InnerText
                    Aliases  = $_.GetAttribute('aliases')
                    Position = $_.GetAttribute('position')
                    Pipeline = $_.GetAttribute('pipelineInput')
                }
            }
            $sets = $script:inMaml['command:syntax'].ChildNodes.ForEach{ ($_.ChildNodes.Where{ $_.LocalName -eq 'parameter' }.ForEach{ $_['maml:name'].InnerText } | Sort-Object) -join ' ' }

            $facts.ForEach{ "$_" } | Should -BeExactly $script:assembly.ForEach{ "$_" }
            $sets | Sort-Object | Should -BeExactly ($script:command.ParameterSets.ForEach{ ($_.Parameters.Name.Where{ $_ -notin $script:common } | Sort-Object) -join ' ' } | Sort-Object)
        }

        It 'has the text of the markdown in the MAML' {
            Get-MamlText $script:inMaml['command:details']['maml:description'] | Should -BeExactly (Join-Word (Get-Section $script:page SYNOPSIS))
            Get-MamlText $script:inMaml['maml:description'] | Should -BeExactly (Join-Word (Get-Section $script:page DESCRIPTION))
            Get-MamlText $script:inMaml['maml:alertSet'] | Should -BeExactly (Join-Word (Get-Section $script:page NOTES))
            $script:mamlParameters.ForEach{ "$($_['maml:name'].InnerText) $(Get-MamlText $_['maml:description'])" } | Should -BeExactly $script:parameters.ForEach{ "$($_.Name) $(Join-Word $_.Description)" }
            $inMaml = $script:inMaml['command:examples'].ChildNodes
            $inMaml.ForEach{ $_['maml:title'].InnerText.Trim('-', ' ') } | Should -BeExactly $script:examples.Title
            $inMaml.ForEach{ $_['dev:code'].InnerText } | Should -BeExactly $script:examples.Code
            $inMaml.ForEach{ Get-MamlText $_ } | Should -BeExactly $script:examples.Text
        }

        It 'is complete: every parameter, six examples or more, what goes in and what comes out' {
            $outputs = Get-Subsection $script:page OUTPUTS

            $script:examples.Count | Should -BeGreaterOrEqual 6
            @($script:parameters.Description) + $script:examples.Code + $script:examples.Text + $outputs.Body + (Get-Subsection $script:page INPUTS).Body | Should -Not -Contain ''
            $outputs.Title | Sort-Object | Should -BeExactly ($script:command.OutputType.Name | Sort-Object -Unique)
        }

        It 'is shown whole by Get-Help' {
            $full, $examples, $parameters = @{ Full = $true }, @{ Examples = $true }, @{ Parameter = '*' } | ForEach-Object { Join-Word (Get-Help $script:command.Name @_ | Out-String -Width 120) }
            $texts = ('SYNOPSIS', 'DESCRIPTION', 'NOTES').ForEach{ Get-Section $script:page $_ }

            ($script:syntax -replace '^.*?: ') + $texts + $script:examples.Text | Where-Object { -not $full.Contains((Join-Word $_)) } | Should -BeNullOrEmpty
            $script:examples.Code | Where-Object { -not $examples.Contains((Join-Word $_)) } | Should -BeNullOrEmpty
            $script:parameters.ForEach{ "-$($_.Name)", $_.Description } | Where-Object { -not $parameters.Contains((Join-Word $_)) } | Should -BeNullOrEmpty
        }
    }

    It 'has a topic about the module, shown as it is written but for the marks of its headings, that fits 80 columns' {
        $text = (Read-Page about_EbsChangedBlocks) -replace '(?m)^#+ '
        $synopsis = 'How the blocks that differ between two Amazon EBS snapshots are listed.'

        (Get-Help about_EbsChangedBlocks).ReplaceLineEndings("`n").TrimEnd() + "`n" | Should -BeExactly $text
        (Get-Help about_Ebs*).Synopsis, $text.Split("`n")[4] | Should -BeExactly $synopsis, $synopsis
        $text | Should -Match 'Compared with Get-EBSChangedBlockList'
        $text.Split("`n").Where{ $_.Length -gt 80 } | Should -BeNullOrEmpty
    }

    It 'has a page of the module that names every command with its synopsis' {
        $text = Read-Page EbsChangedBlocks

        foreach ($name in (Get-Command -Module EbsChangedBlocks).Name) {
            $text.Contains("### [$name]($name.md)`n`n$(Get-Section (Read-Page $name) SYNOPSIS)`n") | Should -BeTrue -Because $name
        }
    }
}
