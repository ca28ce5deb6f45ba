using System.Collections.Frozen;
using LocalEbs.Http;
using LocalEbs.Listing;
using LocalEbs.Snapshots;

namespace LocalEbs.Operations;

/// <summary>The snapshots served, by id.</summary>
internal sealed class SnapshotCatalog
{
    private readonly FrozenDictionary<string, Snapshot> _snapshots;

    /// <exception cref="ArgumentException">Two have the same id.</exception>
    public SnapshotCatalog(IReadOnlyList<Snapshot> snapshots)
    {
        if (snapshots.GroupBy(snapshot => snapshot.Id).FirstOrDefault(group => group.Skip(1).Any()) is { } same)
        {
            throw new ArgumentException($"There are two snapshots called {same.Key}; ids must differ.");
        }

        _snapshots = snapshots.ToFrozenDictionary(snapshot => snapshot.Id);
    }

    /// <exception cref="EbsException">The id is malformed or unknown.</exception>
    public Snapshot Find(string? id, string member)
    {
        if (string.IsNullOrEmpty(id))
        {
            throw EbsErrors.InvalidParameter($"{member} must be specified.");
        }

        return _snapshots.GetValueOrDefault(id)
            ?? throw (SnapshotId.IsValid(id) ? EbsErrors.SnapshotNotFound(id) : EbsErrors.InvalidSnapshotId(member));
    }

    /// <exception cref="EbsException">An id is malformed or unknown, or the two are unrelated.</exception>
    public SnapshotPair FindPair(string? firstId, string? secondId)
    {
        Snapshot second = Find(secondId, "SecondSnapshotId");
        Snapshot first = Find(firstId, "FirstSnapshotId");
        return first.Lineage == second.Lineage
            ? new SnapshotPair(first, second)
            : throw EbsErrors.Unrelated(first.Id, second.Id);
    }
}
