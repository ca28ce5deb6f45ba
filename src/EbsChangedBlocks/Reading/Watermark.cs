namespace EbsChangedBlocks.Reading;

/// <summary>
/// How far an image is: every listed block before it is written. Right because the list ascends and each block is begun
/// before the next.
/// </summary>
internal sealed class Watermark(int start)
{
    private readonly object _gate = new();
    private readonly Queue<Block> _begun = new();
    private int _next = start;

    public int Value
    {
        get
        {
            lock (_gate)
            {
                return _begun.TryPeek(out Block? first) ? first.Index : _next;
            }
        }
    }

    public Block Begin(int index)
    {
        var block = new Block(index);
        lock (_gate)
        {
            _begun.Enqueue(block);
            _next = index + 1;
        }

        return block;
    }

    public void End(Block block)
    {
        lock (_gate)
        {
            block.IsWritten = true;
            while (_begun.TryPeek(out Block? first) && first.IsWritten)
            {
                _begun.Dequeue();
            }
        }
    }

    internal sealed class Block(int index)
    {
        public int Index => index;

        public bool IsWritten { get; set; }
    }
}
