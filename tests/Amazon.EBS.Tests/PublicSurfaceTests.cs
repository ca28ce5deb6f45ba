using System.Reflection;

namespace Amazon.EBS.Tests;

/// <summary>What AWSSDK.EBS 4 offers for the same operations, so that either compiles in the other's place.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Client = typeof(AmazonEBSClient).Assembly;

    [Fact]
    public void The_public_types_are_those_of_the_operations_offered()
    {
        string[] expected =
        [
            "AccessDeniedExceptionReason", "AmazonEBSClient", "AmazonEBSConfig", "AmazonEBSDefaultConfiguration",
            "AmazonEBSException", "AmazonEBSRequest", "ChecksumAlgorithm", "IAmazonEBS",
            "RequestThrottledExceptionReason", "ResourceNotFoundExceptionReason",
            "ServiceQuotaExceededExceptionReason", "ValidationExceptionReason",
            "Model.AccessDeniedException", "Model.Block", "Model.ChangedBlock", "Model.GetSnapshotBlockRequest",
            "Model.GetSnapshotBlockResponse", "Model.IEBSPaginatorFactory", "Model.IListChangedBlocksPaginator",
            "Model.IListSnapshotBlocksPaginator", "Model.InternalServerException", "Model.ListChangedBlocksRequest",
            "Model.ListChangedBlocksResponse", "Model.ListSnapshotBlocksRequest", "Model.ListSnapshotBlocksResponse",
            "Model.RequestThrottledException", "Model.ResourceNotFoundException", "Model.ServiceQuotaExceededException",
            "Model.ValidationException",
        ];

        Assert.Equal(
            expected.Select(name => "Amazon.EBS." + name).Order(StringComparer.Ordinal),
            Client.GetExportedTypes().Select(type => type.FullName!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(Block), "BlockIndex:Int32? BlockToken:String HasBlockToken:Boolean HasWellFormedToken:Boolean")]
    [InlineData(
        typeof(ChangedBlock),
        "BlockIndex:Int32? FirstBlockToken:String HasFirstBlockToken:Boolean HasSecondBlockToken:Boolean HasWellFormedTokens:Boolean "
        + "SecondBlockToken:String")]
    [InlineData(typeof(GetSnapshotBlockRequest), "BlockIndex:Int32? BlockToken:String SnapshotId:String")]
    [InlineData(
        typeof(GetSnapshotBlockResponse),
        "BlockData:Stream Checksum:String ChecksumAlgorithm:ChecksumAlgorithm DataLength:Int32?")]
    [InlineData(
        typeof(ListChangedBlocksRequest),
        "FirstSnapshotId:String MaxResults:Int32? NextToken:String SecondSnapshotId:String StartingBlockIndex:Int32?")]
    [InlineData(
        typeof(ListChangedBlocksResponse),
        "BlockSize:Int32? ChangedBlocks:List<ChangedBlock> ExpiryTime:DateTime? NextToken:String VolumeSize:Int64?")]
    [InlineData(
        typeof(ListSnapshotBlocksRequest),
        "MaxResults:Int32? NextToken:String SnapshotId:String StartingBlockIndex:Int32?")]
    [InlineData(
        typeof(ListSnapshotBlocksResponse),
        "BlockSize:Int32? Blocks:List<Block> ExpiryTime:DateTime? NextToken:String VolumeSize:Int64?")]
    public void A_model_class_has_the_members_of_the_service_model_and_tells_of_tokens(Type type, string members)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => $"{property.Name}:{Name(property.PropertyType)}");

        Assert.Equal(members.Split(' '), properties.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_exception_has_the_six_constructors_of_the_sdk()
    {
        foreach (var type in Client.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(AmazonEBSException))))
        {
            Assert.Equal(
                [
                    "", "Exception", "String", "String ErrorType String String HttpStatusCode", "String Exception",
                    "String Exception ErrorType String String HttpStatusCode",
                ],
                Signatures(type).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_client_has_the_twelve_constructors_of_the_sdk()
    {
        string[] credentials = ["AWSCredentials", "String String", "String String String"];
        string[] ends = ["", " RegionEndpoint", " AmazonEBSConfig"];
        var expected = credentials.SelectMany(keys => ends.Select(end => keys + end))
            .Concat(["", "RegionEndpoint", "AmazonEBSConfig"]);

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Signatures(typeof(AmazonEBSClient)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Classes_are_open_to_the_caller_s_own_derivation()
    {
        Assert.All(
            Client.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract),
            type => Assert.False(type.IsSealed, type.Name));
        Assert.All(
            typeof(AmazonEBSClient).GetMethods().Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal)),
            method => Assert.True(method is { IsVirtual: true, IsFinal: false }, method.Name));
    }

    private static IEnumerable<string> Signatures(Type type) => type.GetConstructors()
        .Select(constructor => string.Join(' ', constructor.GetParameters().Select(p => p.ParameterType.Name)));

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return value.Name + "?";
        return type.IsGenericType ? $"List<{type.GetGenericArguments()[0].Name}>" : type.Name;
    }
}
