<#
.SYNOPSIS
    Makes the module's help file (MAML) from docs/en-US with platyPS.
.DESCRIPTION
    What platyPS 1.0.3 leaves out or puts elsewhere is mended: an example's code in its place and without fences, defaults, no
    hard line breaks in paragraphs, and no links that lead nowhere.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # Only says whether the file is what the markdown makes, and fails if not.
    [switch] $Check
)

$ErrorActionPreference = 'Stop'
& "$PSScriptRoot/Import-Tool.ps1" Microsoft.PowerShell.PlatyPS

# A fenced block, or a paragraph or list up to the next empty line.
$block = '(?ms)^```(?<language>\w*)\n(?<code>.*?)\n```$|^(?!```)[^\n]+(\n(?!```)[^\n]+)*'

function Write-Paragraph([System.Xml.XmlElement] $Element, [string[]] $Text) {
    $Element.RemoveAll()
    foreach ($paragraph in $Text) {
        $para = $Element.OwnerDocument.CreateElement('maml:para', $Element.GetNamespaceOfPrefix('maml'))
        $para.InnerText = $paragraph
        $null = $Element.AppendChild($para)
    }
}

function Get-Paragraph([System.Text.RegularExpressions.Match] $Match) {
    if ($Match.Groups['code'].Success) {
        $Match.Groups['code'].Value
    } elseif ($Match.Value -match '^[-*] ') {
        $Match.Value
    } else {
        $Match.Value.ReplaceLineEndings(' ')
    }
}

function Repair-Example([System.Xml.XmlElement] $Example, [string] $Markdown) {
    $blocks = [regex]::Matches($Markdown, $block)
    $isCode = { $_.Groups['language'].Value -eq 'powershell' }
    $code, $after = $blocks.Where($isCode, 'SkipUntil')
    Write-Paragraph $Example['maml:introduction'] $blocks.Where($isCode, 'Until').ForEach{ Get-Paragraph $_ }
    $Example['dev:code'].InnerText = $code.Groups['code'].Value
    Write-Paragraph $Example['dev:remarks'] $after.ForEach{ Get-Paragraph $_ }
}

function Repair-Command([System.Xml.XmlElement] $Command, [psobject] $Help) {
    foreach ($element in $Command.SelectNodes('.//*[local-name() = "description" or local-name() = "alert"]')) {
        $markdown = $element.ChildNodes.InnerText -join "`n`n"
        Write-Paragraph $element ([regex]::Matches($markdown, $block).ForEach{ Get-Paragraph $_ })
    }
    $examples = $Command['command:examples'].ChildNodes
    for ($at = 0; $at -lt $examples.Count; $at++) {
        Repair-Example $examples[$at] $Help.Examples[$at].Remarks
    }
    foreach ($parameter in $Command['command:parameters'].ChildNodes) {
        $default = $parameter.OwnerDocument.CreateElement('dev:defaultValue', $parameter.GetNamespaceOfPrefix('dev'))
        $default.InnerText = $Help.Parameters.Where{ $_.Name -eq $parameter['maml:name'].InnerText }.DefaultValue
        $null = $parameter.AppendChild($default)
    }
    foreach ($link in @($Command['command:relatedLinks'].ChildNodes)) {
        if ($link['maml:linkText'].InnerText -eq 'Online Version' -and -not $link['maml:uri'].InnerText) {
            $null = $link.ParentNode.RemoveChild($link)
        } else {
            $link['maml:uri'].InnerText = $link['maml:uri'].InnerText -replace '^\w[\w-]*\.md$'
        }
    }
}

$root = Split-Path $PSScriptRoot
$target = "$root/src/EbsChangedBlocks/Module/en-US/EbsChangedBlocks.dll-Help.xml"
$pages = Get-ChildItem "$root/docs/en-US/*-*.md"
foreach ($page in $pages) {
    $form = Test-MarkdownCommandHelp $page.FullName -DetailView
    if (-not $form.IsValid) {
        throw "$page is not in the form of platyPS: $($form.Messages -notlike 'PASS*')"
    }
}

$folder = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
try {
    $help = Import-MarkdownCommandHelp $pages.FullName
    $file = $help | Export-MamlCommandHelp -OutputFolder $folder
    $maml = [xml] [System.IO.File]::ReadAllText($file.FullName)
} finally {
    Remove-Item $folder -Recurse -ErrorAction Ignore
}
foreach ($command in $maml.DocumentElement.ChildNodes) {
    $name = $command['command:details']['command:name'].InnerText
    Repair-Command $command $help.Where{ $_.Title -eq $name }[0]
}

$text = [System.IO.StringWriter]::new()
$settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; OmitXmlDeclaration = $true }
$writer = [System.Xml.XmlWriter]::Create($text, $settings)
$maml.Save($writer)
$writer.Dispose()
$made = "<?xml version=""1.0"" encoding=""utf-8""?>`n$text`n"

if (-not $Check) {
    [System.IO.File]::WriteAllText($target, $made)
} elseif ($made -cne [System.IO.File]::ReadAllText($target)) {
    throw "$target is stale: ./build.ps1 -Task Docs makes it from docs/en-US."
}
