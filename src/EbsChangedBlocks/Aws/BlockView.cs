using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>The blocks of a response as a listing sees them: a copy of them all would be large.</summary>
internal abstract class BlockView : BlockList
{
    /// <summary>Stands for an index that was not sent; no listing accepts it.</summary>
    protected const int NoIndex = -1;

    /// <summary>Null where there are no bytes: the token is a string, or none.</summary>
    [MethodImpl(HotPath.Optimized)]
    protected static BlockToken? Token(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? null : new BlockToken(utf8);
}
