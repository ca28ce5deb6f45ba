namespace Amazon.EBS.Tests;

/// <summary>
/// The module compiles against the published signatures of AWSSDK.EBS (tests/PublishedEbs.Module); here is what it
/// takes of them, and that docs and our own client have just that.
/// </summary>
public sealed class PublishedEbsTests
{
    private static readonly UsedSurface Used = UsedSurface.Read();

    [Fact]
    public void The_design_lists_every_type_and_member_of_the_package_that_the_module_uses()
    {
        Assert.Equal(Used.Rows.Select(Line), DesignTable.Rows().Select(Line));
    }

    [Fact]
    public void Our_own_client_has_each_of_them_with_the_same_types()
    {
        Assert.NotEmpty(Used.Rows);
        foreach ((string type, string[] members) in Used.Rows)
        {
            Type own = Assert.Single(
                typeof(AmazonEBSClient).Assembly.GetExportedTypes(), candidate => candidate.Name == type);
            Assert.Subset(Signature.OfAll(own).ToHashSet(), members.ToHashSet());
        }
    }

    private static string Line((string Type, string[] Members) row) => $"{row.Type}: {string.Join("; ", row.Members)}";
}
