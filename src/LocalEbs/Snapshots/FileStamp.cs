namespace LocalEbs.Snapshots;

/// <summary>What tells that a file was written to: its length and the time of its last write.</summary>
internal sealed record FileStamp(string Path, long Length, DateTime LastWrite)
{
    public bool IsCurrent => File.Exists(Path) && this == Of(Path);

    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"There is no image file '{path}'.", path);
        }

        return new FileStamp(path, file.Length, file.LastWriteTimeUtc);
    }
}
