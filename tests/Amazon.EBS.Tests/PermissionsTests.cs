using System.Text.Json;
using System.Text.RegularExpressions;

namespace Amazon.EBS.Tests;

public sealed partial class PermissionsTests
{
    /// <summary>For a key the service asks in the caller's name, and the pipeline's first command is not the module's.</summary>
    private static readonly string[] OfOthers = ["ec2:DescribeSnapshots", "kms:Decrypt"];

    [Fact]
    public void The_policy_in_the_docs_allows_exactly_the_operations_that_the_module_calls()
    {
        var called = UsedSurface.Read().Rows
            .Single(row => row.Type == nameof(IAmazonEBS)).Members
            .Select(method => "ebs:" + AsyncMethod().Match(method).Value);

        Assert.Equal(called.Concat(OfOthers).Order(StringComparer.Ordinal), Statements().SelectMany(Actions).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_statement_allows_and_only_the_one_that_cannot_be_narrower_is_for_all_resources()
    {
        Assert.All(Statements(), statement => Assert.Equal("Allow", statement.GetProperty("Effect").GetString()));
        JsonElement forAll = Assert.Single(Statements(), statement => statement.GetProperty("Resource").GetString() == "*");
        Assert.Equal(["ec2:DescribeSnapshots"], Actions(forAll));
    }

    private static JsonElement[] Statements()
    {
        string policy = Policy().Match(Docs.Read("permissions.md")).Groups["json"].Value;
        return [.. JsonDocument.Parse(policy).RootElement.GetProperty("Statement").EnumerateArray()];
    }

    private static IEnumerable<string> Actions(JsonElement statement) => statement.GetProperty("Action") is { ValueKind: JsonValueKind.Array } several
        ? several.EnumerateArray().Select(action => action.GetString()!)
        : [statement.GetProperty("Action").GetString()!];

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Policy();

    [GeneratedRegex(@"\w+(?=Async\()")]
    private static partial Regex AsyncMethod();
}
