using Amazon.EBS.Model;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// Whether a block has a token, and of the right form. Our own Amazon.EBS has members of these names, which win and
/// make no string; these stand in for AWSSDK.EBS, which has the strings at hand anyway.
/// </summary>
internal static class BlockTokenFacts
{
    extension(Amazon.EBS.Model.ChangedBlock block)
    {
        public bool HasFirstBlockToken => block.FirstBlockToken is not null;

        public bool HasSecondBlockToken => block.SecondBlockToken is not null;

        public bool HasWellFormedTokens =>
            IsNoneOrToken(block.FirstBlockToken) && IsNoneOrToken(block.SecondBlockToken);
    }

    extension(Block block)
    {
        public bool HasBlockToken => block.BlockToken is not null;

        public bool HasWellFormedToken => IsNoneOrToken(block.BlockToken);
    }

    private static bool IsNoneOrToken(string? token) => token is null || TokenForm.IsWellFormed(token);
}
