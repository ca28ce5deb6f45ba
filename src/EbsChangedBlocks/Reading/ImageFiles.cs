namespace EbsChangedBlocks.Reading;

/// <summary>The names that an image has on disk. Under its own it is always whole.</summary>
/// <param name="Image">The whole image.</param>
internal sealed record ImageFiles(string Image)
{
    /// <summary>The image while it is being changed.</summary>
    public string Partial => Image + ".partial";

    /// <summary>What the image holds, and how far it is.</summary>
    public string State => Image + ".ebsstate";
}
