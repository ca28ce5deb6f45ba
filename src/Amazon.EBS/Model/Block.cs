using Amazon.EBS.Internal;

namespace Amazon.EBS.Model;

/// <summary>A block that a snapshot holds.</summary>
/// <remarks>
/// A listed block keeps its token as bytes, and makes a string at each read. AWSSDK.EBS has neither that nor the
/// member with the bytes.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_Block.html"/>
public class Block
{
    private LazyToken _token;

    /// <summary>A block to be filled in.</summary>
    public Block()
    {
    }

    internal Block(int? blockIndex, LazyToken token)
    {
        BlockIndex = blockIndex;
        _token = token;
    }

    /// <summary>Where the block lies in the volume, counted in blocks from 0.</summary>
    public int? BlockIndex { get; set; }

    /// <summary>The right to read the block. At most 256 characters.</summary>
    public string? BlockToken
    {
        get => _token.Text;
        set => _token = new LazyToken(value);
    }

    /// <summary><see cref="BlockToken"/> as it was sent; empty where it is none, or was set.</summary>
    public ReadOnlyMemory<byte> BlockTokenUtf8 => _token.Utf8;
}
