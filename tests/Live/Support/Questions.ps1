# Dot-sourced after Aws.ps1: asks a service of the EBS direct APIs what AWS's documentation leaves open, keeps its answers without secrets, and reads from them what the answer is.

<#
.SYNOPSIS
    The ids that stand for the snapshots in what is kept.
#>
function Get-ExampleId {
    [ordered]@{
        base    = 'snap-0aaaaaaaaaaaaaaaa'
        child   = 'snap-0bbbbbbbbbbbbbbbb'
        grown   = 'snap-0cccccccccccccccc'
        foreign = 'snap-0dddddddddddddddd'
        empty   = 'snap-0eeeeeeeeeeeeeeee'
        unknown = 'snap-0ffffffffffffffff'
    }
}

<#
.SYNOPSIS
    Sends all requests, and gives the answers by name, in the order in which they came. Their bodies are as the service sent them.
#>
function Read-Answer([pscustomobject] $Connection, [System.Collections.IDictionary] $Id) {
    $asked = @{ Connection = $Connection; Answers = [ordered]@{} }
    function Send-Question([string] $Name, [string] $Path, [System.Collections.IDictionary] $Query = @{}) {
        # What passes by itself is no answer.
        for ($try = 1; ; $try++) {
            $answer = Send-EbsRequest $asked.Connection $Path $Query
            $text = [System.Text.Encoding]::UTF8.GetString($answer.Body)
            if ($try -eq 5 -or ($answer.Status -lt 500 -and -not ($answer.Status -ge 400 -and "$($answer.Headers.Values) $text" -match 'Throttl'))) {
                break
            }
            Start-Sleep -Seconds 2
        }
        $isData = $answer.Status -eq 200 -and $Path -match '/blocks/\d'
        $asked.Answers[$Name] = [pscustomobject]@{
            Asked   = "GET $Path$($Query.Count ? '?' : '')$(($Query.Keys | Sort-Object).ForEach{ "$_=$($Query[$_])" } -join '&')"
            Status  = $answer.Status
            Headers = $answer.Headers
            Body    = $isData ? "$($answer.Body.Length) bytes, SHA-256 $([System.Convert]::ToBase64String([System.Security.Cryptography.SHA256]::HashData($answer.Body)))" : $text
        }
        $isData -or $answer.Status -ne 200 ? $null : ($text | ConvertFrom-Json -AsHashtable)
    }
    function Get-Token($Page, [int] $Index) {
        if ($Page) {
            $Page.Blocks.Where{ $_.BlockIndex -eq $Index }.ForEach{ $_.BlockToken }
        }
    }

    $blocks = "/snapshots/$($Id.base)/blocks"
    $changes = "/snapshots/$($Id.child)/changedblocks"
    $earlier = Send-Question list-without-maximum $blocks
    $null = Send-Question changed-without-maximum $changes @{ firstSnapshotId = $Id.base }
    foreach ($maximum in 1, 99, 100, 10000, 10001) {
        $null = Send-Question "list-maximum-$maximum" $blocks @{ maxResults = $maximum }
        $page = Send-Question "changed-maximum-$maximum" $changes @{ firstSnapshotId = $Id.base; maxResults = $maximum }
        if ($maximum -eq 100) {
            $first = $page
        }
    }
    if ($first -and $first['NextToken']) {
        $null = Send-Question changed-page-2 $changes @{ firstSnapshotId = $Id.base; maxResults = 100; pageToken = $first.NextToken }
        $null = Send-Question changed-page-2-other-maximum $changes @{ firstSnapshotId = $Id.base; maxResults = 10000; pageToken = $first.NextToken }
        $null = Send-Question changed-page-token-of-other-pair "/snapshots/$($Id.base)/changedblocks" @{ firstSnapshotId = $Id.child; maxResults = 100; pageToken = $first.NextToken }
    }
    $null = Send-Question changed-page-token-invalid $changes @{ firstSnapshotId = $Id.base; maxResults = 100; pageToken = 'AAAA' }
    $null = Send-Question changed-from-index $changes @{ firstSnapshotId = $Id.base; maxResults = 100; startingBlockIndex = 13 }
    $null = Send-Question changed-from-behind-the-end $changes @{ firstSnapshotId = $Id.base; maxResults = 100; startingBlockIndex = 1000000 }
    if ($Id['grown']) {
        $null = Send-Question changed-grown "/snapshots/$($Id.grown)/changedblocks" @{ firstSnapshotId = $Id.child; maxResults = 10000 }
        $null = Send-Question changed-grown-in-reverse $changes @{ firstSnapshotId = $Id.grown; maxResults = 10000 }
    }
    $null = Send-Question changed-in-reverse "/snapshots/$($Id.base)/changedblocks" @{ firstSnapshotId = $Id.child; maxResults = 10000 }
    $null = Send-Question changed-same-id "/snapshots/$($Id.base)/changedblocks" @{ firstSnapshotId = $Id.base; maxResults = 10000 }
    $null = Send-Question changed-without-first $changes @{ maxResults = 10000 }
    $null = Send-Question changed-foreign "/snapshots/$($Id.foreign)/changedblocks" @{ firstSnapshotId = $Id.base; maxResults = 10000 }
    $null = Send-Question changed-unknown "/snapshots/$($Id.unknown)/changedblocks" @{ firstSnapshotId = $Id.base; maxResults = 10000 }
    $null = Send-Question changed-malformed-id '/snapshots/snap-XYZ/changedblocks' @{ firstSnapshotId = $Id.base; maxResults = 10000 }
    if ($Id['empty']) {
        $null = Send-Question list-empty "/snapshots/$($Id.empty)/blocks" @{ maxResults = 10000 }
        $null = Send-Question changed-same-empty-id "/snapshots/$($Id.empty)/changedblocks" @{ firstSnapshotId = $Id.empty; maxResults = 10000 }
    }

    $latest = Send-Question list-latest $blocks @{ maxResults = 10000 }
    foreach ($read in @{ Name = 'first'; Index = 0 }, @{ Name = 'zeros'; Index = 7 }, @{ Name = 'last'; Index = 2047 }) {
        $token = Get-Token $latest $read.Index
        if ($token) {
            $null = Send-Question "read-$($read.Name)" "$blocks/$($read.Index)" @{ blockToken = $token }
        }
    }
    $token = Get-Token $earlier 0
    if ($token) {
        $isOlder = $token -cne (Get-Token $latest 0)
        $null = Send-Question ($isOlder ? 'read-by-earlier-token' : 'read-by-same-token') "$blocks/0" @{ blockToken = $token }
        $null = Send-Question read-by-token-of-other-block "$blocks/1" @{ blockToken = $token }
        $null = Send-Question read-unwritten "$blocks/500" @{ blockToken = $token }
    }
    $asked.Answers
}

<#
.SYNOPSIS
    An answer that can be kept: every token replaced by as many letters A, snapshots by examples, the account by AWS's example.
#>
function ConvertTo-Fixture([pscustomobject] $Answer, [System.Collections.IDictionary] $Id, [string] $Account, [string] $Source) {
    $examples = Get-ExampleId
    $known = [ordered]@{}
    foreach ($name in $Id.Keys) {
        $known[$Id[$name]] = $examples[$name]
    }
    if ($Account) {
        $known[$Account] = '111122223333'
    }
    function Hide-Secret([string] $Text) {
        # A token by its member's name, or by its length: a block token has 60 characters or so, and a request id, the longest that is none, has hyphens.
        $Text = [regex]::Replace($Text, '(?<="\w*Token"\s*:\s*")[^"]+|[A-Za-z0-9+/]{40,}=*', { $args[0].Value -replace '[^=]', 'A' })
        $Text = $Text -replace 'arn:[\w-]+:(iam|sts)::\d+:[\w+=,.@/-]+', 'arn:aws:iam::111122223333:user/example'
        foreach ($one in $known.Keys) {
            $Text = $Text.Replace($one, $known[$one])
        }
        $Text
    }
    $headers = [ordered]@{}
    # Request ids and cookies are of no use to anybody else; a checksum of data that the run made up is no secret.
    foreach ($name in $Answer.Headers.Keys.Where{ $_ -notmatch '^(Set-Cookie|x-amz-id-2)$' }) {
        $value = $Answer.Headers[$name]
        $headers[$name] = $name -eq 'x-amzn-RequestId' ? '12345678-1234-1234-1234-123456789012' : $name -eq 'x-amz-Checksum' ? $value : (Hide-Secret $value)
    }
    [ordered]@{
        Source  = $Source
        Asked   = Hide-Secret ($Answer.Asked -replace '(?<=(pageToken|blockToken)=)[^&]{5,}', '(token)')
        Status  = $Answer.Status
        Headers = $headers
        Body    = $Answer.Body -match '^\d+ bytes, SHA-256 ' ? $Answer.Body : (Hide-Secret $Answer.Body)
    }
}

<#
.SYNOPSIS
    What kind of answer it is, as lines of a name and a text: what another service has to have in common with it.
#>
function Get-AnswerShape([System.Collections.IDictionary] $Fixture) {
    $shape = [ordered]@{ Status = "$($Fixture.Status)" }
    $noise = 'Date', 'Server', 'Connection', 'Keep-Alive', 'Transfer-Encoding', 'Content-Length', 'Via', 'Vary'
    $shape.Headers = @($Fixture.Headers.Keys).Where{ $_ -notin $noise }.ForEach{ "$_".ToLowerInvariant() } | Sort-Object | Join-String -Separator ' '
    foreach ($name in 'Content-Type', 'x-amzn-ErrorType', 'x-amz-Data-Length', 'x-amz-Checksum', 'x-amz-Checksum-Algorithm') {
        $value = @($Fixture.Headers.GetEnumerator().Where{ $_.Key -eq $name }.ForEach{ $_.Value })
        if ($value) {
            $shape[$name] = "$value" -replace ':.*$'
        }
    }
    if ($Fixture.Body -match '^\d+ bytes') {
        $shape.Body = $Fixture.Body
        return $shape
    }
    try {
        $json = [System.Text.Json.JsonDocument]::Parse($Fixture.Body).RootElement
    } catch [System.Management.Automation.MethodInvocationException] {
        $shape.Body = $Fixture.Body ? 'no JSON' : 'empty'
        return $shape
    }
    $shape['White space'] = $Fixture.Body -match '^\{\s|[,:]\s+"\w+"\s*:' ? 'yes' : 'no'
    $members = @($json.EnumerateObject())
    $shape.Members = $members.ForEach{ $_.Name } -join ' '
    foreach ($member in $members) {
        $value = $member.Value
        $shape[$member.Name] = switch ("$($value.ValueKind)") {
            Array {
                "$($value.GetArrayLength()) blocks"
                if ($value.GetArrayLength()) {
                    $shape['Members of a block'] = @($value[0].EnumerateObject()).ForEach{ "$($_.Name) $(Get-ValueShape $_.Value)" } -join ', '
                }
            }
            # The one number that is another each time.
            Number { $member.Name -eq 'ExpiryTime' ? (Get-ValueShape $value) : $value.GetRawText() }
            default { $member.Name -in 'Reason', '__type' ? $value.GetRawText() : (Get-ValueShape $value) }
        }
    }
    $shape
}

function Get-ValueShape([System.Text.Json.JsonElement] $Value) {
    $text = $Value.GetRawText()
    switch ("$($Value.ValueKind)") {
        Number { $text -match 'E' ? 'a number with an exponent' : $text -match '\.(\d+)' ? "a number with $($Matches[1].Length) decimals" : 'a whole number' }
        String { $text -match '^"A{10,}=*"$' ? "a token of $($text.Length - 2) characters" : 'a text' }
        default { $_.ToLowerInvariant() }
    }
}

# What an answer says, as text: it need not be JSON.
function Get-Refusal($Answer) {
    $type = @($Answer.Headers.GetEnumerator().Where{ $_.Key -eq 'x-amzn-ErrorType' }.ForEach{ $_.Value -replace ':.*' }) + [regex]::Match($Answer.Body, '(?<="__type"\s*:\s*")[^"]+').Value
    $reason = [regex]::Match($Answer.Body, '(?i)(?<="Reason"\s*:\s*")[^"]+').Value
    $message = [regex]::Match($Answer.Body, '(?i)(?<="Message"\s*:\s*")[^"]+').Value
    "refused: $($Answer.Status) $(@($type.Where{ $_ })[0]) $reason, ""$message""" -replace '\s+', ' '
}

function Get-Outcome($Answer) {
    if ($Answer.Status -ne 200) {
        return Get-Refusal $Answer
    }
    $page = $Answer.Body | ConvertFrom-Json -AsHashtable
    $count = @($page['Blocks'] ?? $page['ChangedBlocks']).Count
    "$count blocks$($page['NextToken'] ? ' and a NextToken' : ', no NextToken')"
}

function Get-Number($Answer, [string] $Member) {
    [regex]::Match($Answer.Body, "(?<=""$Member""\s*:\s*)[0-9.E+]+").Value
}

<#
.SYNOPSIS
    What docs/design.md asks under 'What AWS leaves open', and how the answer follows from the answers of Read-Answer.
#>
function Get-Question {
    # Each is given the answers by name, what could not be made by name, and the plan. No answer where what it needs was not asked.
    [pscustomobject]@{
        Question = 'What is `maxResults` where none is sent?'
        Answer   = {
            param($answers)
            @(foreach ($maximum in 'without-maximum', 'maximum-100', 'maximum-10000') {
                "${maximum}: $(Get-Outcome $answers["list-$maximum"]) (ListSnapshotBlocks); $(Get-Outcome $answers["changed-$maximum"]) (ListChangedBlocks)"
            }) -join '. '
        }
    }
    [pscustomobject]@{
        Question = 'Is `maxResults` out of 100..10,000 refused or changed?'
        Answer   = {
            param($answers)
            @(foreach ($maximum in 1, 99, 10001) {
                "${maximum}: $(Get-Outcome $answers["list-maximum-$maximum"]) (ListSnapshotBlocks); $(Get-Outcome $answers["changed-maximum-$maximum"]) (ListChangedBlocks)"
            }) -join '. '
        }
    }
    [pscustomobject]@{
        Question = 'Whose `VolumeSize` is answered for a volume that was resized?'
        Answer   = {
            param($answers, $refusals)
            if ($refusals.Contains('grown')) {
                return "none could be made by the EBS direct APIs: $($refusals['grown'])"
            }
            $forth, $back = foreach ($name in 'changed-grown', 'changed-grown-in-reverse') {
                $answers[$name].Status -eq 200 ? "$(Get-Number $answers[$name] VolumeSize), $(Get-Outcome $answers[$name])" : (Get-Outcome $answers[$name])
            }
            "first of 1 GiB, second of 2: $forth. The pair in reverse: $back"
        }
    }
    [pscustomobject]@{
        Question = '`VolumeSize` is in GiB, but an example shows bytes'
        Answer   = {
            param($answers)
            $size = Get-Number $answers['list-without-maximum'] VolumeSize
            "for 1 GiB: $($size ? $size : (Get-Outcome $answers['list-without-maximum']))$($size -eq '1' ? ', GiB' : $size -eq '1073741824' ? ', bytes' : '')"
        }
    }
    [pscustomobject]@{
        Question = 'What does one id given twice answer?'
        Answer   = { param($answers) Get-Outcome $answers['changed-same-id'] }
    }
    [pscustomobject]@{
        Question = 'Are older block tokens refused after another list request of the snapshot?'
        Answer   = {
            param($answers)
            if ($answers.Contains('read-by-earlier-token')) {
                $answer = $answers['read-by-earlier-token']
                $answer.Status -eq 200 ? 'no: a token of an earlier list reads the block still' : (Get-Refusal $answer)
            } elseif ($answers.Contains('read-by-same-token')) {
                "a later list gives the same token, which reads: $($answers['read-by-same-token'].Status)"
            }
        }
    }
    [pscustomobject]@{
        Question = 'Is `DataLength` ever less than a block?'
        Answer   = {
            param($answers)
            @($answers.Keys.Where{ $_ -match '^read-(first|zeros|last)$' }.ForEach{
                $length = $answers[$_].Headers.GetEnumerator().Where{ $_.Key -eq 'x-amz-Data-Length' }.ForEach{ $_.Value }
                "$($_ -replace '^read-'): $($length ? "$length" : (Get-Refusal $answers[$_]))"
            }) -join '; '
        }
    }
    [pscustomobject]@{
        Question = 'Is a snapshot refused to which nothing was ever written?'
        Answer   = {
            param($answers, $refusals)
            $refusals.Contains('empty') ? "none could be made by the EBS direct APIs: $($refusals['empty'])" : $answers.Contains('list-empty') ? (Get-Outcome $answers['list-empty']) : $null
        }
    }
    [pscustomobject]@{
        Question = 'In which order does the service write the members of a block?'
        Answer   = {
            param($answers)
            $orders = foreach ($name in 'list-without-maximum', 'changed-without-maximum', 'changed-in-reverse') {
                @([regex]::Matches($answers[$name].Body, '\{[^{}]*"BlockIndex"[^{}]*\}').ForEach{ [regex]::Matches($_.Value, '"(\w+)"\s*:').ForEach{ $_.Groups[1].Value } -join ', ' }) | Sort-Object -Unique
            }
            @($orders) -join '; '
        }
    }
}

<#
.SYNOPSIS
    The table of docs/design.md, with what was answered in its second column.
#>
function Get-AnswerTable([System.Collections.IDictionary] $Answer, [System.Collections.IDictionary] $Refusal, [string] $Title) {
    "| question | $Title |"
    '|---|---|'
    foreach ($question in Get-Question) {
        $text = & $question.Answer $Answer $Refusal
        "| $($question.Question) | $($text ? "$text".Replace('|', '\|') : 'not answered') |"
    }
}
