# Dot-sourced by the tests of what pages show.

# In PlainText and without a culture, as the pages are written; what was before is given back for Exit-Display.
function Enter-Display {
    $before = @{ Culture = [cultureinfo]::CurrentCulture; Rendering = $PSStyle.OutputRendering }
    [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
    $PSStyle.OutputRendering = 'PlainText'
    $before
}

function Exit-Display([hashtable] $Before) {
    [cultureinfo]::CurrentCulture = $Before.Culture
    $PSStyle.OutputRendering = $Before.Rendering
}

# Without what differs from run to run or from screen to screen: times, and the characters of a map.
function Format-Shown([string] $Text) {
    $blocks = [char[]] (0x2581..0x2588)
    $Text = $Text.ReplaceLineEndings("`n") -replace '\bin \d+\.\d s,', 'in a while,'
    foreach ($at in 0..7) {
        $Text = $Text.Replace($blocks[$at], '.:-=+*#@'[$at])
    }
    ($Text.Split("`n").TrimEnd() -join "`n").Trim("`n")
}
