using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Support;

/// <summary>A snapshot whose blocks are listed one by one; 0 stands for unwritten.</summary>
internal sealed class SetSnapshot(string id, params int[] contents) : Snapshot(id, 1, "set")
{
    public override BlockStretch At(int index) => index < contents.Length
        ? new BlockStretch((UInt128)contents[index], index + 1)
        : new BlockStretch(0, BlockCount);

    public override void Read(int index, Span<byte> destination) => destination.Fill((byte)contents[index]);
}
