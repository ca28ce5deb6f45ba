using System.Text.Json.Serialization;

namespace EbsChangedBlocks.Reading;

/// <summary>What an image holds, or what it is on the way to.</summary>
internal sealed record ImageState
{
    /// <summary>The version that this code writes, and the only one that it reads.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required ImageStateKind Kind { get; init; }

    /// <summary>
    /// Where <see cref="ImageStateKind.Moving"/>, the snapshot that the image held before; null where it is made whole.
    /// </summary>
    public string? First { get; init; }

    /// <summary>The snapshot that the image holds, or is to hold.</summary>
    public required string Second { get; init; }

    /// <summary>In bytes.</summary>
    public required int BlockSize { get; init; }

    /// <summary>The length of the image that holds <see cref="Second"/>, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Every listed block before this one is on disk.</summary>
    public int Watermark { get; init; }

    /// <summary>The time of the last write of the image while it has its own name.</summary>
    public long Stamp { get; init; }

    /// <summary>The run that wrote it.</summary>
    public required Guid Run { get; init; }

    public ImageBasis Basis { get; init; }
}

internal enum ImageStateKind
{
    Holds,
    Moving,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImageState))]
internal sealed partial class ImageStateJson : JsonSerializerContext;
