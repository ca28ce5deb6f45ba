using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Tests.Reading.Simulation;

/// <summary>
/// Files in memory. What is done to them is written down, so that it can be told what is there after the power was cut
/// in the middle of it.
/// </summary>
internal sealed class TracedDisk : IImageDisk
{
    private readonly object _gate = new();
    private readonly Platter _start;
    private readonly Platter _now;
    private readonly List<DiskOperation> _done = [];
    private readonly HashSet<int> _open = [];
    private int _files = 1000;
    private long _stamp = 1000;

    public TracedDisk()
        : this(new Platter())
    {
    }

    private TracedDisk(Platter start) => (_start, _now) = (start, start.Copy());

    /// <summary>Whether the clock stands still: then all files have one time of last write.</summary>
    public bool HasCoarseClock { get; init; }

    /// <summary>What happens around an operation, by whoever calls it.</summary>
    public Action<DiskOperation> Before { get; set; } = _ => { };

    public Action<DiskOperation> After { get; set; } = _ => { };

    public IReadOnlyList<DiskOperation> Done
    {
        get
        {
            lock (_gate)
            {
                return [.. _done];
            }
        }
    }

    public byte[]? Data(string path)
    {
        lock (_gate)
        {
            return (byte[]?)_now.Data(path)?.Clone();
        }
    }

    /// <summary>A file that somebody else has put there, of which only the name is sure to last.</summary>
    public void Put(string path, byte[] data)
    {
        using (IImageFile file = _now.File(path) is null ? Create(path) : Open(path))
        {
            file.SetLength(0);
            file.Write(0, data);
        }

        FlushFolder(path);
    }

    /// <summary>The disk after the power was cut after so many operations.</summary>
    public TracedDisk PowerCut(int operations, Random random)
    {
        Assert.Empty(_open);
        return new(_start.AfterPowerCut(_done.Take(operations), random))
        {
            HasCoarseClock = HasCoarseClock,
            _files = _files,
            _stamp = _stamp,
        };
    }

    /// <summary>Zeroes that came between the same two other operations are brought into one order.</summary>
    public void Settle(int from)
    {
        lock (_gate)
        {
            for (int start = from, end; start < _done.Count; start = end + 1)
            {
                for (end = start; end < _done.Count && _done[end] is DiskOperation.Zero; end++)
                {
                }

                _done.Sort(start, end - start, Comparer<DiskOperation>.Create((one, other) =>
                    ((DiskOperation.Zero)one).Offset.CompareTo(((DiskOperation.Zero)other).Offset)));
            }
        }
    }

    public FileFacts? Find(string path)
    {
        lock (_gate)
        {
            return _now.File(path) is int file ? _now.Facts(file) : null;
        }
    }

    public IImageFile Open(string path)
    {
        lock (_gate)
        {
            int file = _now.File(path)
                ?? throw new EbsChangedBlocksException(FailureKind.ImagePathUnusable, $"There is no '{path}'.");
            return Open(file);
        }
    }

    public IImageFile Create(string path)
    {
        lock (_gate)
        {
            Assert.Null(_now.File(path));
            int file = _files++;
            Do(new DiskOperation.Create(path, file));
            return Open(file);
        }
    }

    public byte[] Peek(string path, int length)
    {
        byte[] data = Data(path)!;
        Array.Resize(ref data, length);
        return data;
    }

    public void Move(string from, string to)
    {
        Do(new DiskOperation.Rename(from, to));
        FlushFolder(to);
    }

    public void FlushFolder(string path) => Do(new DiskOperation.FlushNames());

    public long? FreeSpace(string path) => null;

    private TracedFile Open(int file) => _open.Add(file)
        ? new TracedFile(this, file)
        : throw new EbsChangedBlocksException(FailureKind.ImageInUse, "It is open.");

    private void Do(DiskOperation operation)
    {
        Before(operation);
        lock (_gate)
        {
            _done.Add(operation);
            _now.Apply(operation);
            if (operation is DiskOperation.Write or DiskOperation.Zero or DiskOperation.SetLength)
            {
                Stamp(((DiskOperation.OfFile)operation).File);
            }
        }

        After(operation);
    }

    private void Stamp(int file)
    {
        var stamped = new DiskOperation.SetStamp(file, HasCoarseClock ? 1 : _stamp++);
        _done.Add(stamped);
        _now.Apply(stamped);
    }

    private sealed class TracedFile(TracedDisk disk, int file) : IImageFile
    {
        public FileFacts Facts
        {
            get
            {
                lock (disk._gate)
                {
                    return disk._now.Facts(file);
                }
            }
        }

        public bool HasHoles => true;

        public int Read(long offset, Span<byte> data)
        {
            lock (disk._gate)
            {
                ReadOnlySpan<byte> rest = disk._now.Data(file).AsSpan((int)Math.Min(offset, Facts.Length));
                int length = Math.Min(rest.Length, data.Length);
                rest[..length].CopyTo(data);
                return length;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> data) =>
            disk.Do(new DiskOperation.Write(file, offset, data.ToArray()));

        public void Zero(long offset, int length) => disk.Do(new DiskOperation.Zero(file, offset, length));

        public void SetLength(long length) => disk.Do(new DiskOperation.SetLength(file, length));

        public void Flush() => disk.Do(new DiskOperation.Flush(file));

        public void Touch()
        {
            lock (disk._gate)
            {
                disk.Stamp(file);
            }
        }

        public void Dispose()
        {
            lock (disk._gate)
            {
                disk._open.Remove(file);
            }
        }
    }
}
