using System.Text.Json;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>How the blocks of one operation are written.</summary>
internal abstract class BlockShape<T>
{
    /// <summary>The member of the page that holds the blocks.</summary>
    internal abstract ReadOnlySpan<byte> ListName { get; }

    /// <summary>Reads a block that is written as the service writes it, to the byte.</summary>
    /// <returns>Whether it is; if not, nothing is known of what follows.</returns>
    internal abstract bool TryScan(ref BlockScanner scanner, TokenSlabs slabs, out T? block);

    /// <summary>Reads a block in any form; the reader stands on its opening brace, and is left on the closing one.</summary>
    internal abstract T Read(ref Utf8JsonReader reader, TokenSlabs slabs);
}
