namespace EbsChangedBlocks;

/// <summary>
/// The file of a map: looked at before anything is listed, and written beside its place, so that no half of it is ever
/// there.
/// </summary>
internal static class MapFile
{
    /// <summary>Why no map can be written there; null where one can.</summary>
    public static string? ReasonUnwritable(string path)
    {
        if (Directory.Exists(path))
        {
            return "it must be no folder itself.";
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            return "its folder has to exist.";
        }

        return Try(() => File.Create(Beside(path), 1, FileOptions.DeleteOnClose).Dispose());
    }

    /// <returns>Why it could not be written, if so.</returns>
    public static string? Write(string path, IReadOnlyList<MapPanel> panels)
    {
        string partial = Beside(path);
        try
        {
            return Try(() =>
            {
                MapSvg.Write(partial, panels);
                File.Move(partial, path, overwrite: true);
            });
        }
        finally
        {
            _ = Try(() => File.Delete(partial));
        }
    }

    private static string Beside(string path) => $"{path}.{Guid.NewGuid():n}.partial";

    private static string? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
