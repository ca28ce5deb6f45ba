using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using EbsChangedBlocks.Commands.Parameters;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// What was piped in to be measured or saved, recognised by its properties: a changed block, an extent or a page of
/// such, a pair of snapshots, or a snapshot.
/// </summary>
internal abstract record PipedInput
{
    /// <summary>What blocks, extents and their pages have and no pair or snapshot has.</summary>
    private static readonly string[] OfBlocks =
        ["ChangeType", "Offset", "Length", "FirstBlockToken", "SecondBlockToken"];

    private PipedInput()
    {
    }

    /// <exception cref="EbsChangedBlocksException">It is none of them.</exception>
    public static PipedInput Recognize(PSObject input)
    {
        if (input.BaseObject is string text)
        {
            return new Snapshot(new SnapshotInfo(Checked(TrimmedAttribute.Trim(text))));
        }

        if (input.BaseObject is ChangedBlockPage page)
        {
            return new Page(page);
        }

        if (Has(input, "ChangedBlocks"))
        {
            return new Page(ReadPage(input));
        }

        if (input.BaseObject is ChangedBlock || Has(input, "BlockIndex"))
        {
            return new Block(Checked(input.BaseObject as ChangedBlock ?? ReadBlock(input)));
        }

        if (input.BaseObject is ChangedExtent || Has(input, "BlockCount"))
        {
            return new Extent(Checked(input.BaseObject as ChangedExtent ?? ReadExtent(input)));
        }

        // What a Select-Object has cut the index from is no pair to be listed.
        if (Array.Find(OfBlocks, name => Has(input, name)) is string ofBlock)
        {
            throw Unrecognized(
                $"An object with {ofBlock} and without BlockIndex or BlockCount does not say which blocks changed.");
        }

        if (Has(input, "SecondSnapshotId", "Second") && Has(input, "FirstSnapshotId", "First"))
        {
            return new Pair(
                new SnapshotPair(
                    Id(input, "FirstSnapshotId", "First"), Required(input, "SecondSnapshotId", "Second")),
                Has(input, "FirstSnapshotId") ? "FirstSnapshotId" : "First");
        }

        return (Id(input, "SnapshotId") ?? Id(input, "SecondSnapshotId", "Second")) is string id
            ? new Snapshot(ReadSnapshot(input, id))
            : throw Unrecognized(
                $"An object of type {input.BaseObject.GetType().Name} is neither a changed block, "
                + "nor a pair of snapshots, nor a snapshot.");
    }

    /// <summary>The pair that it is of, as far as it says; a snapshot is the second.</summary>
    public abstract (string? First, string? Second) Snapshots { get; }

    /// <summary>Goes where its kind belongs; a kind that says of none does not compile.</summary>
    public abstract void AddTo(MeasuredBlocks blocks, Action<SnapshotPair> pairs, Action<SnapshotInfo> snapshots);

    private static ChangedBlock ReadBlock(PSObject input)
    {
        var block = new ChangedBlock
        {
            BlockIndex = Number<int>("BlockIndex", Text(input, "BlockIndex")),
            FirstBlockToken = Text(input, "FirstBlockToken"),
            SecondBlockToken = Text(input, "SecondBlockToken"),
            FirstSnapshotId = Text(input, "FirstSnapshotId"),
            SecondSnapshotId = Text(input, "SecondSnapshotId"),
        };
        if (Type(input) is ChangeType type)
        {
            block.ChangeType = type;
        }

        if (Text(input, "BlockSize") is string blockSize)
        {
            block.BlockSize = Number<int>("BlockSize", blockSize);
        }

        if (Text(input, "VolumeSize") is string volumeSize)
        {
            block.VolumeSize = Number<long>("VolumeSize", volumeSize);
        }

        return block;
    }

    private static ChangedExtent ReadExtent(PSObject input) => new()
    {
        Offset = Number<long>("Offset", Text(input, "Offset")),
        Length = Number<long>("Length", Text(input, "Length")),
        BlockCount = Number<int>("BlockCount", Text(input, "BlockCount")),
        ChangeType = Type(input),
        FirstSnapshotId = Text(input, "FirstSnapshotId"),
        SecondSnapshotId = Text(input, "SecondSnapshotId"),
    };

    private static ChangedBlockPage ReadPage(PSObject input) => new()
    {
        ChangedBlocks = [.. Elements(input, "ChangedBlocks").Select(ReadElement)],
        FirstSnapshotId = Text(input, "FirstSnapshotId"),
        SecondSnapshotId = Text(input, "SecondSnapshotId"),
        BlockSize = Text(input, "BlockSize") is string blockSize
            ? Number<int>("BlockSize", blockSize)
            : BlockPage.DefaultBlockSize,
        VolumeSize = Text(input, "VolumeSize") is string volumeSize ? Number<long>("VolumeSize", volumeSize) : null,
    };

    private static ChangedBlock ReadElement(object element) => Recognize(PSObject.AsPSObject(element)) is Block block
        ? block.Value
        : throw Unrecognized("A page holds something else than blocks.");

    private static IEnumerable<object> Elements(PSObject input, string name) =>
        LanguagePrimitives.GetEnumerable(input.Properties[name].Value)?.Cast<object>()
        ?? throw Unrecognized($"{name} is no list.");

    private static ChangeType? Type(PSObject input)
    {
        if (Text(input, "ChangeType") is not string text)
        {
            return null;
        }

        return Enum.TryParse(text, ignoreCase: true, out ChangeType known) && Enum.IsDefined(known)
            ? known
            : throw Unrecognized($"'{text}' is no ChangeType: it is Added, Modified or Removed.");
    }

    private static ChangedExtent Checked(ChangedExtent extent)
    {
        if (extent.ChangeType is null)
        {
            throw Unrecognized(
                $"The extent at {extent.Offset} does not say what happened to its blocks: "
                + "list extents without -IgnoreChangeType to measure them.");
        }

        bool isWhole = extent is { Offset: >= 0, Length: > 0, BlockCount: > 0 }
            && extent.Length % extent.BlockCount == 0
            && extent.Length / extent.BlockCount <= int.MaxValue
            && extent.Offset % (extent.Length / extent.BlockCount) == 0
            && (extent.Offset / (extent.Length / extent.BlockCount)) + extent.BlockCount <= int.MaxValue;
        return isWhole
            ? extent
            : throw Unrecognized(
                $"An extent of {extent.BlockCount} blocks and {extent.Length} bytes at {extent.Offset} cannot be.");
    }

    private static ChangedBlock Checked(ChangedBlock block)
    {
        bool canBe = block is { BlockIndex: >= 0 and < int.MaxValue, BlockSize: > 0, VolumeSize: null or > 0 };
        return canBe
            ? block
            : throw Unrecognized(
                $"A block at {block.BlockIndex} of {block.BlockSize} bytes in a volume of {block.VolumeSize} bytes "
                + "cannot be: an index is 0 or more, a size above 0.");
    }

    private static T Number<T>(string property, string? text)
        where T : INumber<T> =>
        T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T? number)
            ? number
            : throw Unrecognized($"'{text}' is no {property}: it is a whole number.");

    private static SnapshotInfo ReadSnapshot(PSObject input, string id)
    {
        (DateTime? time, string? cultureText) = Time(input, id);
        return new(id)
        {
            VolumeId = Text(input, "VolumeId"),
            StartTime = time,
            StartTimeText = cultureText,
            State = Text(input, "State"),
            StorageTier = Text(input, "StorageTier"),
        };
    }

    private static string? Id(PSObject input, params string[] names)
    {
        string? text = names.Select(name => Text(input, name)).FirstOrDefault(text => text is not null);
        return text is null ? null : Checked(TrimmedAttribute.Trim(text));
    }

    private static string Checked(string id) => SnapshotIdAttribute.IsSnapshotId(id)
        ? id
        : throw new EbsChangedBlocksException(FailureKind.SnapshotIdInvalid, SnapshotIdAttribute.Explain(id));

    /// <summary>
    /// The property as text: EC2's own objects hold constants of classes, which JSON turns into objects with a Value,
    /// and a CSV holds nothing but text.
    /// </summary>
    public static string? Text(PSObject input, string name)
    {
        object? value = input.Properties[name]?.Value;
        if (value is PSObject { BaseObject: PSCustomObject } constant)
        {
            value = constant.Properties["Value"]?.Value;
        }

        string? text = Convert.ToString(value, CultureInfo.InvariantCulture);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <returns>The time, and the text that it was read from if that took a culture.</returns>
    private static (DateTime? Time, string? CultureText) Time(PSObject input, string id)
    {
        object? value = input.Properties["StartTime"]?.Value;
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case null or "":
                return (null, null);
            case DateTime time:
                return (time.ToUniversalTime(), null);
            case DateTimeOffset time:
                return (time.UtcDateTime, null);
            case string text
                when SnapshotTime.TryRead(text, CultureInfo.CurrentCulture, out DateTime time, out bool byCulture):
                return (time, byCulture ? text : null);
            default:
                string example = new DateTime(2026, 2, 1, 3, 4, 5).ToString("G", CultureInfo.CurrentCulture);
                throw Unrecognized(
                    $"The StartTime of {id} is '{value}', which is neither ISO 8601 nor as Export-Csv writes a time "
                    + $"in the culture {CultureInfo.CurrentCulture.Name} ({example}).");
        }
    }

    private static bool Has(PSObject input, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (input.Properties[name] is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string Required(PSObject input, params string[] names) =>
        Id(input, names) ?? throw Missing(Array.Find(names, name => Has(input, name))!);

    private static EbsChangedBlocksException Missing(string name) =>
        new(FailureKind.SnapshotIdInvalid, $"{name} is empty, so there is no pair.");

    private static EbsChangedBlocksException Unrecognized(string why) => new(FailureKind.InputUnrecognized, why);

    public sealed record Block(ChangedBlock Value) : PipedInput
    {
        public override (string? First, string? Second) Snapshots =>
            (Value.FirstSnapshotId, Value.SecondSnapshotId);

        public override void AddTo(MeasuredBlocks blocks, Action<SnapshotPair> pairs, Action<SnapshotInfo> snapshots) =>
            blocks.Add(Value);
    }

    public sealed record Extent(ChangedExtent Value) : PipedInput
    {
        public override (string? First, string? Second) Snapshots =>
            (Value.FirstSnapshotId, Value.SecondSnapshotId);

        public override void AddTo(MeasuredBlocks blocks, Action<SnapshotPair> pairs, Action<SnapshotInfo> snapshots) =>
            blocks.Add(Value);
    }

    public sealed record Page(ChangedBlockPage Value) : PipedInput
    {
        public override (string? First, string? Second) Snapshots =>
            (Value.FirstSnapshotId, Value.SecondSnapshotId);

        public override void AddTo(MeasuredBlocks blocks, Action<SnapshotPair> pairs, Action<SnapshotInfo> snapshots) =>
            blocks.Add(Value);
    }

    /// <param name="Value">Its first snapshot is null where the property is there, and empty.</param>
    /// <param name="FirstName">The property that names its first snapshot.</param>
    public sealed record Pair(SnapshotPair Value, string FirstName) : PipedInput
    {
        public override (string? First, string? Second) Snapshots => (Value.First, Value.Second);

        public override void AddTo(MeasuredBlocks blocks, Action<SnapshotPair> pairs, Action<SnapshotInfo> snapshots) =>
            pairs(Value.First is null ? throw Missing(FirstName) : Value);
    }

    public sealed record Snapshot(SnapshotInfo Value) : PipedInput
    {
        public override (string? First, string? Second) Snapshots => (null, Value.Id);

        public override void AddTo(MeasuredBlocks blocks, Action<SnapshotPair> pairs, Action<SnapshotInfo> snapshots) =>
            snapshots(Value);
    }
}
