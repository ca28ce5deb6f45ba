using System.Globalization;
using System.Text.Json;

namespace Amazon.EBS.Tests.Support;

/// <summary>Writes a page in one of the many ways that mean the same.</summary>
internal static class PageWriter
{
    private static readonly string[] Unknown =
    [
        "null", "true", "-1.5e-3", "\"}]\"", "[]", "[[{}],1]",
        """{"BlockIndex":7}""", """{"NextToken":"wrong","a":{}}""",
    ];

    internal static string Write(ListChangedBlocksResponse page, Random random)
    {
        var blocks = page.ChangedBlocks?.Select(block => WriteBlock(block, random));
        return Space(random) + WriteObject(random, new()
        {
            ["BlockSize"] = Number(page.BlockSize, random),
            ["ChangedBlocks"] = blocks is null ? null : $"[{string.Join(Space(random) + ",", blocks)}]",
            ["ExpiryTime"] = Time(page.ExpiryTime, random),
            ["NextToken"] = Text(page.NextToken, random),
            ["VolumeSize"] = Number(page.VolumeSize, random),
        }) + Space(random);
    }

    private static string WriteBlock(ChangedBlock block, Random random) => WriteObject(random, new()
    {
        ["BlockIndex"] = Number(block.BlockIndex, random),
        ["FirstBlockToken"] = Text(block.FirstBlockToken, random),
        ["SecondBlockToken"] = Text(block.SecondBlockToken, random),
    });

    private static string WriteObject(Random random, Dictionary<string, string?> members)
    {
        for (var i = random.Next(3); i > 0; i--) members["Unknown" + i] = Unknown[random.Next(Unknown.Length)];
        var written = members.Where(member => member.Value is not null || random.Next(2) == 0)
            .Select(member => $"{Space(random)}\"{member.Key}\"{Space(random)}:{Space(random)}{member.Value ?? "null"}")
            .ToArray();
        random.Shuffle(written);
        return $"{{{string.Join(Space(random) + ",", written)}{Space(random)}}}";
    }

    private static string? Number(long? value, Random random) =>
        random.Next(4) == 0 ? $"\"{value}\"" : value?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(string? value, Random random)
    {
        if (value is null) return null;
        if (random.Next(3) > 0) return JsonSerializer.Serialize(value);
        return $"\"{string.Concat(value.Select(c => $"\\u{(int)c:x4}"))}\"";
    }

    private static string? Time(DateTime? time, Random random)
    {
        if (time is not { } value) return null;
        var seconds = (value - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;
        var text = random.Next(3) switch
        {
            0 => seconds.ToString(CultureInfo.InvariantCulture),
            1 => (seconds / 1_000_000_000).ToString("0.############", CultureInfo.InvariantCulture) + "E9",
            _ => seconds.ToString("0.000", CultureInfo.InvariantCulture),
        };
        return random.Next(4) == 0 ? $"\"{text}\"" : text;
    }

    private static string Space(Random random) => random.Next(4) switch
    {
        0 => " ",
        1 => "\r\n\t",
        _ => "",
    };
}
