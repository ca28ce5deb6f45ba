namespace EbsChangedBlocks.Reading;

/// <summary>
/// Follows links, so that an image is renamed beside the file that it is, and not the link to it.
/// </summary>
internal static class LinkTarget
{
    /// <exception cref="EbsChangedBlocksException">The links lead nowhere.</exception>
    public static string Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }
        catch (IOException e)
        {
            throw new EbsChangedBlocksException(
                FailureKind.ImagePathUnusable, $"'{path}' cannot be used: {e.Message}", e);
        }
    }
}
