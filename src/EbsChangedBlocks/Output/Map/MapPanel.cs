using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks;

/// <summary>One pair in the picture: its figures, its map, and how many blocks the map stands for.</summary>
internal sealed record MapPanel(SnapshotDelta Delta, DensityMap Map, long Blocks);
