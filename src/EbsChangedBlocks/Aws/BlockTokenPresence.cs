using Amazon.EBS.Model;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// Whether a block has a token. Our own Amazon.EBS has members of these names, which win and make no string; these stand in for
/// AWSSDK.EBS, which has the strings at hand anyway.
/// </summary>
internal static class BlockTokenPresence
{
    extension(Amazon.EBS.Model.ChangedBlock block)
    {
        public bool HasFirstBlockToken => block.FirstBlockToken is not null;

        public bool HasSecondBlockToken => block.SecondBlockToken is not null;
    }

    extension(Block block)
    {
        public bool HasBlockToken => block.BlockToken is not null;
    }
}
