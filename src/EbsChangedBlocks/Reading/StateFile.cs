using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace EbsChangedBlocks.Reading;

/// <summary>
/// The state of an image beside it: two slots, written in turn, of which the valid one with the higher number counts.
/// Overwritten in place and not replaced, since a rename that is lost would bring back what the image held before.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private const int SlotLength = 4096;
    private const int Length = 2 * SlotLength;
    private const int NumberAt = SHA256.HashSizeInBytes;
    private const int TextLengthAt = NumberAt + sizeof(long);
    private const int TextAt = TextLengthAt + sizeof(int);

    private readonly IImageFile _file;
    private readonly string _path;
    private long _number;

    private StateFile(IImageFile file, string path)
    {
        _file = file;
        _path = path;
        byte[] slots = ReadSlots();
        (_number, Found) = Parse(slots, file.Facts.Length, path);
    }

    /// <summary>What was in it when it was opened.</summary>
    public FoundState Found { get; }

    /// <summary>Opens it for this run alone; null where there is none.</summary>
    public static StateFile? Open(IImageDisk disk, string path) =>
        disk.Find(path) is null ? null : Of(disk.Open(path), path);

    public static StateFile Create(IImageDisk disk, string path)
    {
        var state = Of(disk.Create(path), path);
        disk.FlushFolder(path);
        return state;
    }

    /// <summary>What is in it, without keeping others from it.</summary>
    /// <exception cref="EbsChangedBlocksException">It cannot be read, or a run has it.</exception>
    public static FoundState Peek(IImageDisk disk, string path) => disk.Find(path) is { } facts
        ? Parse(disk.Peek(path, Length), facts.Length, path).Found
        : FoundState.None;

    /// <summary>Writes a state and makes it last.</summary>
    /// <exception cref="EbsChangedBlocksException">It cannot be, or another run has written meanwhile.</exception>
    public void Write(ImageState state)
    {
        if (Parse(ReadSlots(), Length, _path).Number != _number)
        {
            throw new EbsChangedBlocksException(
                FailureKind.ImageInUse, $"Another run has written '{_path}' while this one was changing the image.");
        }

        if (_number == 0)
        {
            // At its full size, so that a full disk has room for what is to come.
            _file.Write(0, new byte[Length]);
            _file.Flush();
        }

        byte[] slot = new byte[SlotLength];
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(state, ImageStateJson.Default.ImageState);
        BinaryPrimitives.WriteInt64LittleEndian(slot.AsSpan(NumberAt), ++_number);
        BinaryPrimitives.WriteInt32LittleEndian(slot.AsSpan(TextLengthAt), text.Length);
        text.CopyTo(slot, TextAt);
        SHA256.HashData(slot.AsSpan(NumberAt), slot);
        _file.Write(_number % 2 * SlotLength, slot);
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private static StateFile Of(IImageFile file, string path)
    {
        try
        {
            return new StateFile(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private byte[] ReadSlots()
    {
        byte[] slots = new byte[Length];
        _file.Read(0, slots);
        return slots;
    }

    private static (long Number, FoundState Found) Parse(byte[] slots, long length, string path)
    {
        (long Number, ImageState? State)? newest = null;
        for (int at = 0; at + SlotLength <= slots.Length; at += SlotLength)
        {
            if (ParseSlot(slots.AsSpan(at, SlotLength)) is { } slot && !(newest?.Number > slot.Number))
            {
                newest = slot;
            }
        }

        if (newest is { State: ImageState state } valid)
        {
            return (valid.Number, new FoundState(state, Complaint: null));
        }

        // A run that was killed before it wrote its first state leaves nothing, or what never was a whole slot.
        return newest is null && length <= Length && !slots.AsSpan().ContainsAnyExcept((byte)0)
            ? (0, FoundState.None)
            : (newest?.Number ?? 0, new FoundState(null, $"'{path}' holds no state of an image that can be read.")
            {
                IsOurs = newest is null && length == Length,
            });
    }

    /// <returns>
    /// Null where the slot is torn; no state where it is whole, and of another version than this one.
    /// </returns>
    private static (long Number, ImageState? State)? ParseSlot(ReadOnlySpan<byte> slot)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(slot[NumberAt..], hash);
        int length = BinaryPrimitives.ReadInt32LittleEndian(slot[TextLengthAt..]);
        return hash.SequenceEqual(slot[..NumberAt]) && length is >= 0 and <= SlotLength - TextAt
            ? (BinaryPrimitives.ReadInt64LittleEndian(slot[NumberAt..]), ParseText(slot.Slice(TextAt, length)))
            : null;
    }

    private static ImageState? ParseText(ReadOnlySpan<byte> text)
    {
        try
        {
            ImageState? state = JsonSerializer.Deserialize(text, ImageStateJson.Default.ImageState);
            return state is { Version: ImageState.CurrentVersion, BlockSize: > 0, Length: > 0, Watermark: >= 0 }
                ? state
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What was found of an image's state.</summary>
/// <param name="State">Null where there is none, or none that can be read.</param>
/// <param name="Complaint">Why it cannot be read; null where there is nothing to read.</param>
internal sealed record FoundState(ImageState? State, string? Complaint)
{
    public static FoundState None { get; } = new(null, Complaint: null);

    /// <summary>Whether what cannot be read may be what a killed run left, and no file of somebody else's.</summary>
    public bool IsOurs { get; init; } = true;
}
