using LocalEbs.Snapshots;

namespace LocalEbs.Http;

/// <summary>The snapshots that exist, by id.</summary>
internal sealed class SnapshotCatalog(IReadOnlyList<ISnapshot> snapshots)
{
    private readonly Dictionary<string, ISnapshot> _snapshots = snapshots.ToDictionary(snapshot => snapshot.Id);

    /// <exception cref="ServiceError">The id is malformed, or there is no such snapshot, or it can no longer be served.</exception>
    public ISnapshot Find(string? id)
    {
        if (!_snapshots.TryGetValue(ListParameters.SnapshotId(id), out ISnapshot? snapshot))
            throw ServiceError.SnapshotNotFound(id!);

        try
        {
            snapshot.Verify();
            return snapshot;
        }
        catch (SnapshotChangedException e)
        {
            throw ServiceError.Internal(e.Message);
        }
    }
}
