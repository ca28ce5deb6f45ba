using System.Globalization;
using System.Text.Json;

namespace Amazon.EBS.Tests.Support;

/// <summary>Writes a page in one of the many ways that are read alike.</summary>
internal static class PageWriter
{
    internal static string Write(ListChangedBlocksResponse page, Random random)
    {
        IEnumerable<string>? blocks = page.ChangedBlocks?.Select(block => WriteBlock(block, random));
        return LooseJson.Object(
            random,
            ("BlockSize", Number(page.BlockSize, random)),
            ("ChangedBlocks", blocks is null ? null : LooseJson.Array(random, blocks)),
            ("ExpiryTime", Time(page.ExpiryTime, random)),
            ("NextToken", Text(page.NextToken, random)),
            ("VolumeSize", Number(page.VolumeSize, random)));
    }

    private static string WriteBlock(ChangedBlock block, Random random) => LooseJson.Object(
        random,
        ("BlockIndex", Number(block.BlockIndex, random)),
        ("FirstBlockToken", Text(block.FirstBlockToken, random)),
        ("SecondBlockToken", Text(block.SecondBlockToken, random)));

    private static string? Number(long? value, Random random) =>
        random.Next(4) == 0 ? $"\"{value}\"" : value?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(string? value, Random random)
    {
        if (value is null)
        {
            return null;
        }

        if (random.Next(3) > 0)
        {
            return JsonSerializer.Serialize(value);
        }

        return $"\"{string.Concat(value.Select(c => $"\\u{(int)c:x4}"))}\"";
    }

    private static string? Time(DateTime? time, Random random)
    {
        if (time is not { } value)
        {
            return null;
        }

        var seconds = (value - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;
        var text = random.Next(3) switch
        {
            0 => seconds.ToString(CultureInfo.InvariantCulture),
            1 => (seconds / 1_000_000_000).ToString("0.############", CultureInfo.InvariantCulture) + "E9",
            _ => seconds.ToString("0.000", CultureInfo.InvariantCulture),
        };
        return random.Next(4) == 0 ? $"\"{text}\"" : text;
    }
}
