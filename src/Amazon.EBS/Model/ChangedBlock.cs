using Amazon.EBS.Internal;

namespace Amazon.EBS.Model;

/// <summary>A block that differs between two snapshots.</summary>
/// <remarks>
/// A listed block keeps its tokens as bytes, and makes a string at each read of one: half the memory, and nothing for
/// tokens that nobody reads. AWSSDK.EBS has neither that nor the members with the bytes.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html"/>
public class ChangedBlock
{
    private LazyToken _first;
    private LazyToken _second;

    /// <summary>A block to be filled in.</summary>
    public ChangedBlock()
    {
    }

    internal ChangedBlock(int? blockIndex, LazyToken first, LazyToken second)
    {
        BlockIndex = blockIndex;
        _first = first;
        _second = second;
    }

    /// <summary>Where the block lies in the volume, counted in blocks from 0.</summary>
    public int? BlockIndex { get; set; }

    /// <summary>
    /// The right to read the block from the first snapshot, at most 256 characters; null if that has no such
    /// block.
    /// </summary>
    public string? FirstBlockToken
    {
        get => _first.Text;
        set => _first = new LazyToken(value);
    }

    /// <summary>
    /// The right to read the block from the second snapshot, at most 256 characters; null if that no longer has the
    /// block.
    /// </summary>
    public string? SecondBlockToken
    {
        get => _second.Text;
        set => _second = new LazyToken(value);
    }

    /// <summary><see cref="FirstBlockToken"/> as it was sent; empty where it is none, or was set.</summary>
    public ReadOnlyMemory<byte> FirstBlockTokenUtf8 => _first.Utf8;

    /// <summary><see cref="SecondBlockToken"/> as it was sent; empty where it is none, or was set.</summary>
    public ReadOnlyMemory<byte> SecondBlockTokenUtf8 => _second.Utf8;
}
