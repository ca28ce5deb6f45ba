using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Aws;

public class AccessDenialTests
{
    private const string Who = "User: arn:aws:sts::123456789012:assumed-role/ops/i-1 is not authorized to perform: ";
    private const string Snapshot = "arn:aws:ec2:eu-central-1::snapshot/snap-a";
    private const string Key = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    [Theory]
    [InlineData(
        $"ebs:ListChangedBlocks on resource: {Snapshot} "
        + "because no identity-based policy allows the ebs:ListChangedBlocks action",
        $"Allow ebs:ListChangedBlocks on {Snapshot} in the identity-based policy.")]
    [InlineData(
        $"ebs:ListChangedBlocks on resource: {Snapshot} "
        + "because no service control policy allows the ebs:ListChangedBlocks action",
        $"Allow ebs:ListChangedBlocks on {Snapshot} in the service control policy.")]
    [InlineData(
        $"ebs:ListChangedBlocks on resource: {Snapshot} with an explicit deny in a VPC endpoint policy",
        $"ebs:ListChangedBlocks on {Snapshot} is denied by a statement in a VPC endpoint policy: "
        + "allowing it elsewhere does not help.")]
    [InlineData($"kms:Decrypt on resource: {Key}.", $"Allow kms:Decrypt on {Key}.")]
    [InlineData("ebs:ListSnapshotBlocks", "Allow ebs:ListSnapshotBlocks.")]
    public void What_the_message_names_is_what_to_allow(string message, string remedy)
    {
        var asked = Asked.ToList(new SnapshotPair("snap-a", "snap-b"));

        Assert.Equal(remedy, AccessDenial.Remedy(Who + message, aboutKey: false, asked));
    }

    [Theory]
    [InlineData("snap-a", false, "This request needs ebs:ListChangedBlocks on both snap-a and snap-b.")]
    [InlineData("snap-a", true, "Reading encrypted snapshots needs kms:Decrypt on the key of snap-a and snap-b.")]
    [InlineData(null, false, "This request needs ebs:ListSnapshotBlocks on snap-b.")]
    [InlineData(null, true, "Reading encrypted snapshots needs kms:Decrypt on the key of snap-b.")]
    public void Where_the_message_names_nothing_only_the_need_is_told(string? first, bool aboutKey, string need) =>
        Assert.Equal(
            "The service does not say which statement is missing. " + need,
            AccessDenial.Remedy(
                "You do not have permission to access this snapshot.",
                aboutKey,
                Asked.ToList(new SnapshotPair(first, "snap-b"))));
}
