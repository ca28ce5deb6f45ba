using LocalEbs.Faults;
using LocalEbs.Snapshots;

namespace LocalEbs.CommandLine;

/// <summary>What --help says before it lists the options.</summary>
internal static class HelpText
{
    private static readonly string Faults =
        string.Join(Environment.NewLine, FaultKind.All.Select(kind => $"  {kind.Syntax,-24} {kind.Meaning}"));

    public static string Description { get; } =
        $"""
        An EBS direct API endpoint on loopback: ListChangedBlocks, ListSnapshotBlocks and GetSnapshotBlock as AWS
        documents them, for trying, testing and benchmarking without AWS.

        A snapshot is a raw disk image, or a description of one that costs nothing to serve:

          snap-a=before.img                        an image, compared with the others in blocks of 512 KiB
          snap-c=other.img,lineage=vol2            an image of another volume: not related to the others
          snap-b=after.img,zeros=all               an image whose blocks of zeros are written, as a pattern says; with
                                                   zeros=overwritten those that the image before it has written
          snap-a=synthetic:64TiB,written=50%       the first snapshot of a described volume (written=all unless given)
          snap-b=snap-a,changed=1%,seed=2          a later one: changed=, added=, removed=; size= if the volume grew
          snap-c=snap-b,changed=5%,zeros=10%       of what is written, changed or added here, 10% hold only zeros

        written, changed, added, removed and zeros take a pattern of blocks:

        {PatternParser.Syntax}

        seed= decides where scattered blocks fall; without it the snapshot's id does.

        A fault is a rule: [operation] requests:fault. It counts listings of both kinds together, from 1 on, or the
        requests of the operation that it names:

          3:throttle               the third listing
          5-8:500                  the fifth to the eighth; 5-: from the fifth on; all: each one
          every 10:reset           each tenth
          5%:slow=100KiB/s         a share, which --seed picks
          after 2s for 3s:503      by the clock, counted from the server's start; after 2s: from then on
          ListSnapshotBlocks 1:500 the first of this operation
          GetSnapshotBlock 5%:500  a share of the reads of blocks

        The faults ([=time] is what Retry-After and x-amz-retry-after say; faults in a body leave refusals as they are):

        {Faults}

        Ctrl+C stops the server. Exit code 2: it could not be started, and standard error says why.
        """;
}
