Describe 'docs/testing-runbooks.md' {
    It 'shows <_> as it is' -ForEach (Get-ChildItem -LiteralPath (Join-Path (Split-Path (Split-Path $PSScriptRoot)) docs samples)).Name {
        $docs = Join-Path (Split-Path (Split-Path $PSScriptRoot)) docs
        $page = (Get-Content -LiteralPath $docs/testing-runbooks.md -Raw).ReplaceLineEndings("`n")
        $sample = (Get-Content -LiteralPath $docs/samples/$_ -Raw).ReplaceLineEndings("`n")

        $page.Contains("``````powershell`n$sample``````") | Should -BeTrue
    }
}
