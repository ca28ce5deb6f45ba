using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.EBS;
using EbsChangedBlocks.Aws;

namespace EbsChangedBlocks.Tests.Aws;

/// <summary>docs/permissions.md allows what the module calls, and no more.</summary>
public sealed partial class PermissionsTests
{
    private const string Async = "Async";

    // For a key the service asks in the caller's name, and the pipeline's first command is not the module's.
    private static readonly string[] OfOthers = ["ec2:DescribeSnapshots", "kms:Decrypt"];

    [Fact]
    public void The_policy_in_the_docs_allows_exactly_the_operations_that_the_module_calls()
    {
        IEnumerable<string> called = Called().Select(operation => "ebs:" + operation);

        Assert.Equal(
            called.Concat(OfOthers).Order(StringComparer.Ordinal),
            Statements().SelectMany(Actions).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_statement_allows_and_only_the_one_that_cannot_be_narrower_is_for_all_resources()
    {
        Assert.All(Statements(), statement => Assert.Equal("Allow", statement.GetProperty("Effect").GetString()));
        JsonElement forAll = Assert.Single(
            Statements(), statement => statement.GetProperty("Resource").ValueEquals("*"));
        Assert.Equal(["ec2:DescribeSnapshots"], Actions(forAll));
    }

    /// <summary>What the compiled module refers to of the client.</summary>
    private static string[] Called()
    {
        using var file = new PEReader(File.OpenRead(typeof(EbsConnection).Assembly.Location));
        MetadataReader module = file.GetMetadataReader();
        return
        [
            .. module.MemberReferences
                .Select(module.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference
                    && NameOf((TypeReferenceHandle)member.Parent) == nameof(IAmazonEBS))
                .Select(member => module.GetString(member.Name))
                .Where(method => method.EndsWith(Async, StringComparison.Ordinal))
                .Select(method => method[..^Async.Length]),
        ];

        string NameOf(TypeReferenceHandle type) => module.GetString(module.GetTypeReference(type).Name);
    }

    private static JsonElement[] Statements()
    {
        string docs = typeof(PermissionsTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Docs")
            .Value!;
        string page = File.ReadAllText(Path.Combine(docs, "permissions.md")).ReplaceLineEndings("\n");
        JsonElement policy = JsonDocument.Parse(Policy().Match(page).Groups["json"].Value).RootElement;
        return [.. policy.GetProperty("Statement").EnumerateArray()];
    }

    private static IEnumerable<string> Actions(JsonElement statement)
    {
        JsonElement action = statement.GetProperty("Action");
        return action.ValueKind == JsonValueKind.Array
            ? action.EnumerateArray().Select(one => one.GetString()!)
            : [action.GetString()!];
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Policy();
}
