using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Tests.Reading.Simulation;

/// <summary>Files and their names, as they are at one moment.</summary>
internal sealed class Platter
{
    private readonly Dictionary<string, int> _names = [];
    private readonly Dictionary<int, (byte[] Data, long Stamp)> _files = [];

    public int? File(string path) => _names.TryGetValue(path, out int file) ? file : null;

    public byte[] Data(int file) => _files.TryGetValue(file, out var found) ? found.Data : [];

    public byte[]? Data(string path) => File(path) is int file ? Data(file) : null;

    public FileFacts Facts(int file) => new(Data(file).Length, _files.GetValueOrDefault(file).Stamp);

    /// <summary>
    /// What there is after the power was cut: what was flushed, and of the rest any part, a write torn anywhere.
    /// </summary>
    public Platter AfterPowerCut(IEnumerable<DiskOperation> done, Random random)
    {
        Platter lasting = Copy();
        List<DiskOperation> pending = [];
        foreach (DiskOperation operation in done)
        {
            Func<DiskOperation, bool>? flushed = operation switch
            {
                DiskOperation.FlushNames => waiting => waiting is not DiskOperation.OfFile,
                DiskOperation.Flush(int file) => waiting => waiting is DiskOperation.OfFile of && of.File == file,
                _ => null,
            };
            if (flushed is null)
            {
                pending.Add(operation);
                continue;
            }

            pending.Where(flushed).ToList().ForEach(lasting.Apply);
            pending.RemoveAll(waiting => flushed(waiting));
        }

        double kept = random.Next(3) switch { 0 => 0, 1 => 1, _ => random.NextDouble() };
        pending
            .SelectMany(operation => operation.Parts)
            .Where(_ => random.NextDouble() < kept)
            .ToList()
            .ForEach(lasting.Apply);
        return lasting;
    }

    public void Apply(DiskOperation operation)
    {
        switch (operation)
        {
            case DiskOperation.Create(string path, int file):
                _names[path] = file;
                break;
            case DiskOperation.Rename(string from, string to) when _names.Remove(from, out int file):
                _names[to] = file;
                break;
            case DiskOperation.Write(int file, long offset, byte[] data):
                int end = (int)offset + data.Length;
                Change(file, Math.Max(end, Data(file).Length), all => data.CopyTo(all, offset));
                break;
            case DiskOperation.Zero(int file, long offset, int length):
                Change(file, Data(file).Length, all => Array.Clear(
                    all, (int)Math.Min(offset, all.Length), (int)Math.Clamp(all.Length - offset, 0, length)));
                break;
            case DiskOperation.SetLength(int file, long length):
                Change(file, (int)length, _ => { });
                break;
            case DiskOperation.SetStamp(int file, long stamp):
                _files[file] = (Data(file), stamp);
                break;
        }
    }

    public Platter Copy()
    {
        var copy = new Platter();
        foreach ((string path, int file) in _names)
        {
            copy._names.Add(path, file);
        }

        foreach ((int file, (byte[] Data, long Stamp) found) in _files)
        {
            copy._files.Add(file, ((byte[])found.Data.Clone(), found.Stamp));
        }

        return copy;
    }

    private void Change(int file, int length, Action<byte[]> change)
    {
        byte[] data = Data(file);
        Array.Resize(ref data, length);
        change(data);
        _files[file] = (data, _files.GetValueOrDefault(file).Stamp);
    }
}
