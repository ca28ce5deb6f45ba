using LocalEbs.Http;
using LocalEbs.Signing;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Tests.Signing;

/// <summary>
/// The published examples of signature version 4: the walk-through of AWS's documentation and cases of its test suite
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html).
/// </summary>
public sealed class SignatureVectorTests
{
    private const string Timestamp = "20150830T123600Z";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Fact]
    public void The_documented_walk_through_gives_the_documented_signature() => Assert.Equal(
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        Sign(
            "iam",
            "Action=ListUsers&Version=2010-05-08",
            ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
            ("host", "iam.amazonaws.com"),
            ("x-amz-date", Timestamp)));

    [Theory]
    [InlineData("", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("%E1%88%B4=bar", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04")]
    public void Queries_of_the_test_suite_give_its_signatures(string query, string expected) => Assert.Equal(
        expected, Sign("service", query, ("host", "example.amazonaws.com"), ("x-amz-date", Timestamp)));

    [Fact]
    public void Header_values_are_trimmed_and_their_spaces_collapsed() => Assert.Equal(
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        Sign(
            "service",
            "",
            ("host", "example.amazonaws.com"),
            ("my-header1", " value1"),
            ("my-header2", " \"a   b   c\""),
            ("x-amz-date", Timestamp)));

    [Fact]
    public void A_path_is_encoded_twice() => Assert.StartsWith(
        "GET\n/snapshots/snap-a%2520b\n\n",
        CanonicalRequest.Of("GET", "/snapshots/snap-a%20b", new QueryParameters(""), new HeaderDictionary(), [], ""),
        StringComparison.Ordinal);

    private static string Sign(string service, string query, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach ((string name, string value) in headers)
        {
            dictionary[name] = value;
        }

        string[] names = [.. headers.Select(header => header.Name)];
        string canonical = CanonicalRequest.Of(
            "GET", "/", new QueryParameters(query), dictionary, names, Signature.EmptyPayloadHash);
        var header = new AuthorizationHeader("AKIDEXAMPLE", "20150830", "us-east-1", service, names, "");
        return Signature.Of(canonical, Timestamp, header, Secret);
    }
}
