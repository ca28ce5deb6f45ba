using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>Recognises by its properties what was piped in: a changed block, a pair of snapshots, or a snapshot.</summary>
internal static class MeasureInput
{
    /// <returns>A <see cref="ChangedBlock"/>, a <see cref="SnapshotPair"/> or a <see cref="SnapshotInfo"/>.</returns>
    /// <exception cref="ListingException">It is none of them.</exception>
    public static object Recognize(PSObject input)
    {
        if (input.BaseObject is ChangedBlock block)
            return Checked(block);

        // A row that lacks its index is a damaged block, and no pair to be listed.
        if (input.Properties["BlockIndex"] is not null)
            return Checked(Block(input));

        if (Id(input, "SecondSnapshotId", "Second") is string second && Id(input, "FirstSnapshotId", "First") is string first)
            return new SnapshotPair(first, second);

        return (Id(input, "SnapshotId") ?? Id(input, "SecondSnapshotId", "Second")) is string id ? Snapshot(input, id) : throw Unrecognized(input);
    }

    private static ChangedBlock Block(PSObject input)
    {
        var block = new ChangedBlock
        {
            BlockIndex = Number<int>("BlockIndex", Text(input, "BlockIndex")),
            FirstBlockToken = Text(input, "FirstBlockToken"),
            SecondBlockToken = Text(input, "SecondBlockToken"),
            FirstSnapshotId = Text(input, "FirstSnapshotId"),
            SecondSnapshotId = Text(input, "SecondSnapshotId"),
        };
        if (Text(input, "ChangeType") is string type)
        {
            block.ChangeType = Enum.TryParse(type, ignoreCase: true, out ChangeType known) && Enum.IsDefined(known)
                ? known
                : throw new ListingException(ListingFailure.InputUnrecognized, $"'{type}' is no ChangeType: it is Added, Modified or Removed.");
        }

        if (Text(input, "BlockSize") is string blockSize)
            block.BlockSize = Number<int>("BlockSize", blockSize);

        if (Text(input, "VolumeSize") is string volumeSize)
            block.VolumeSize = Number<long>("VolumeSize", volumeSize);

        return block;
    }

    private static ChangedBlock Checked(ChangedBlock block) => block is { BlockIndex: >= 0, BlockSize: > 0, VolumeSize: null or > 0 }
        ? block
        : throw new ListingException(
            ListingFailure.InputUnrecognized,
            $"A block at {block.BlockIndex} of {block.BlockSize} bytes in a volume of {block.VolumeSize} bytes cannot be: an index is 0 or more, a size above 0.");

    private static T Number<T>(string property, string? text)
        where T : INumber<T> =>
        T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T? number)
            ? number
            : throw new ListingException(ListingFailure.InputUnrecognized, $"'{text}' is no {property}: it is a whole number.");

    private static SnapshotInfo Snapshot(PSObject input, string id) => new(id)
    {
        VolumeId = Text(input, "VolumeId"),
        StartTime = Time(input, "StartTime"),
        State = Text(input, "State"),
        StorageTier = Text(input, "StorageTier"),
    };

    private static string? Id(PSObject input, params string[] names)
    {
        string? id = names.Select(name => Text(input, name)).FirstOrDefault(text => text is not null);
        return id is null || SnapshotIdAttribute.IsSnapshotId(id)
            ? id
            : throw new ListingException(ListingFailure.SnapshotIdInvalid, SnapshotIdAttribute.Explain(id));
    }

    /// <summary>The property as text: EC2's own objects hold constants of classes, and a CSV holds nothing but text.</summary>
    private static string? Text(PSObject input, string name) =>
        input.Properties[name]?.Value is object value && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static DateTime? Time(PSObject input, string name) =>
        input.Properties[name]?.Value is object value && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out DateTime time)
            ? time.ToUniversalTime()
            : null;

    private static ListingException Unrecognized(PSObject input) =>
        new(ListingFailure.InputUnrecognized, $"An object of type {input.BaseObject.GetType().Name} is neither a changed block, nor a pair of snapshots, nor a snapshot.");
}
