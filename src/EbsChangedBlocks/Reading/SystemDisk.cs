using Microsoft.Win32.SafeHandles;

namespace EbsChangedBlocks.Reading;

/// <summary>The file system of this machine.</summary>
internal sealed class SystemDisk : IImageDisk
{
    /// <summary>
    /// EAGAIN as Linux and macOS number it, ERROR_SHARING_VIOLATION, and EEXIST and ERROR_FILE_EXISTS: what was not
    /// there a moment ago another run has made.
    /// </summary>
    private static readonly int[] InUse =
        [11, 35, unchecked((int)0x80070020), 17, unchecked((int)0x80070050)];

    /// <summary>ENOSPC, EDQUOT as Linux and macOS number it, and ERROR_DISK_FULL.</summary>
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070)];

    /// <summary>
    /// Follows links, so that an image is renamed beside the file that it is, and not the link to it.
    /// </summary>
    /// <exception cref="EbsChangedBlocksException">The links lead nowhere.</exception>
    public static string FollowLinks(string path) => Open(path, () =>
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    });

    public FileFacts? Find(string path) => Open(path, () =>
    {
        if (Directory.Exists(path) || SystemCalls.IsDevice(path))
        {
            throw new EbsChangedBlocksException(
                FailureKind.ImagePathUnusable, $"'{path}' is no file: images are files, not devices or folders.");
        }

        var file = new FileInfo(path);
        return file.Exists ? new FileFacts(file.Length, file.LastWriteTimeUtc.Ticks) : (FileFacts?)null;
    });

    public IImageFile Open(string path) => Open(path, () => new SystemFile(path, isNew: false));

    public IImageFile Create(string path) => Open(path, () => new SystemFile(path, isNew: true));

    public byte[] Peek(string path, int length) => Open(path, () =>
    {
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        byte[] data = new byte[length];
        RandomAccess.Read(file, data, 0);
        return data;
    });

    public void Move(string from, string to) => Write(to, () =>
    {
        File.Move(from, to, overwrite: true);
        SystemCalls.FlushFolder(Folder(to));
    });

    public void FlushFolder(string path) => Write(path, () => SystemCalls.FlushFolder(Folder(path)));

    public long? FreeSpace(string path)
    {
        try
        {
            return new DriveInfo(Folder(path)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string Folder(string path) => Path.GetDirectoryName(path)!;

    private static T Open<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (IOException e) when (InUse.Contains(e.HResult))
        {
            throw new EbsChangedBlocksException(FailureKind.ImageInUse, $"'{path}' is in use by another run.", e);
        }
        catch (IOException e) when (Full.Contains(e.HResult))
        {
            throw new EbsChangedBlocksException(FailureKind.DiskFull, $"'{path}': {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new EbsChangedBlocksException(
                FailureKind.ImagePathUnusable, $"'{path}' cannot be used: {e.Message}", e);
        }
    }

    private static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure(path, e);
        }
    }

    private static EbsChangedBlocksException WriteFailure(string path, Exception e) => new(
        Full.Contains(e.HResult) ? FailureKind.DiskFull : FailureKind.ImageWriteFailed,
        $"'{path}' cannot be written: {e.Message}",
        e);

    private sealed class SystemFile : IImageFile
    {
        private static readonly byte[] Zeros = new byte[64 * 1024];

        private readonly string _path;
        private readonly FileStream _stream;
        private bool _hasHoles;

        public SystemFile(string path, bool isNew)
        {
            _path = path;
            var options = new FileStreamOptions
            {
                Mode = isNew ? FileMode.CreateNew : FileMode.Open,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
            };
            if (isNew && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            _stream = new FileStream(path, options);
            _hasHoles = !isNew || CanHaveHoles();
        }

        public FileFacts Facts => new(_stream.Length, System.IO.File.GetLastWriteTimeUtc(File).Ticks);

        public bool HasHoles => _hasHoles;

        private SafeFileHandle File => _stream.SafeFileHandle;

        public int Read(long offset, Span<byte> data)
        {
            int length = 0;
            while (length < data.Length && RandomAccess.Read(File, data[length..], offset + length) is > 0 and var read)
            {
                length += read;
            }

            return length;
        }

        public void Write(long offset, ReadOnlySpan<byte> data)
        {
            try
            {
                RandomAccess.Write(File, data, offset);
            }
            catch (IOException e)
            {
                throw WriteFailure(_path, e);
            }
        }

        public void Zero(long offset, int length)
        {
            if (_hasHoles && SystemCalls.PunchHole(File, offset, length))
            {
                return;
            }

            _hasHoles = false;
            for (int at = 0; at < length; at += Zeros.Length)
            {
                Write(offset + at, Zeros.AsSpan(0, Math.Min(Zeros.Length, length - at)));
            }
        }

        public void SetLength(long length) => SystemDisk.Write(_path, () => RandomAccess.SetLength(File, length));

        public void Flush() => SystemDisk.Write(_path, () => RandomAccess.FlushToDisk(File));

        public void Touch() => SystemDisk.Write(_path, () => System.IO.File.SetLastWriteTimeUtc(File, DateTime.UtcNow));

        public void Dispose() => _stream.Dispose();

        /// <summary>Tried on a new file alone: a hole that changes nothing is a write all the same.</summary>
        private bool CanHaveHoles() =>
            OperatingSystem.IsLinux() ? SystemCalls.PunchHole(File, 0, 1)
            : !OperatingSystem.IsWindows() || SystemCalls.MakeSparse(File);
    }
}
