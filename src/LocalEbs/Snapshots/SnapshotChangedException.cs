namespace LocalEbs.Snapshots;

/// <summary>What a snapshot is made of was changed while it was served. A snapshot never changes, so it is served no more.</summary>
public sealed class SnapshotChangedException(string message) : Exception(message);
