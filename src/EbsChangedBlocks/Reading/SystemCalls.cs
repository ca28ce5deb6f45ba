using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EbsChangedBlocks.Reading;

/// <summary>What images need of the operating system and .NET does not offer.</summary>
/// <remarks>
/// Sources: https://man7.org/linux/man-pages/man2/fallocate.2.html, https://man7.org/linux/man-pages/man2/fsync.2.html,
/// https://man7.org/linux/man-pages/man2/statx.2.html and
/// https://learn.microsoft.com/windows/win32/api/winioctl/ni-winioctl-fsctl_set_sparse
/// </remarks>
internal static partial class SystemCalls
{
    private const int KeepSizeAndPunchHole = 1 | 2;
    private const int CurrentFolder = -100;
    private const int ReadOnly = 0;
    private const uint TypeOfFile = 1;
    private const int LengthOfStatx = 256;
    private const int OffsetOfMode = 28;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const uint SetSparse = 0x900C4;

    /// <summary>Gives a part of a file back to the file system.</summary>
    /// <returns>False where it cannot: on other systems than Linux, and on file systems without holes.</returns>
    public static bool PunchHole(SafeFileHandle file, long offset, long length)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        return Fallocate(file, KeepSizeAndPunchHole, offset, length) == 0;
    }

    /// <summary>Lets an empty file have holes on Windows, where files have none unless told so.</summary>
    public static bool MakeSparse(SafeFileHandle file) =>
        OperatingSystem.IsWindows() && DeviceIoControl(file, SetSparse, 0, 0, 0, 0, out _, 0);

    /// <summary>
    /// Makes the names in a folder last. Windows does so by itself, as far as it does: a folder cannot be flushed
    /// there.
    /// </summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, ReadOnly);
        int result = descriptor < 0 ? descriptor : Fsync(descriptor);
        int error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }

        if (result != 0)
        {
            throw new IOException(
                $"The folder '{folder}' cannot be flushed: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    /// <summary>Whether a path names something that is neither a file nor a folder.</summary>
    public static bool IsDevice(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return path.StartsWith(OperatingSystem.IsWindows() ? @"\\.\" : "/dev/", StringComparison.Ordinal);
        }

        byte[] facts = new byte[LengthOfStatx];
        return Statx(CurrentFolder, path, 0, TypeOfFile, facts) == 0
            && (BinaryPrimitives.ReadUInt16LittleEndian(facts.AsSpan(OffsetOfMode)) & TypeMask)
                is not (RegularFile or Folder);
    }

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Fallocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] facts);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool DeviceIoControl(
        SafeFileHandle device,
        uint code,
        nint input,
        uint inputLength,
        nint output,
        uint outputLength,
        out uint returned,
        nint overlapped);
}
