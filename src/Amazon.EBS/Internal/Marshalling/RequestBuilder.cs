using System.Globalization;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.EBS.Internal.Marshalling;

/// <summary>What the three requests, all of them GET, have in common. Core encodes paths and queries.</summary>
internal static class RequestBuilder
{
    internal static DefaultRequest Get(AmazonEBSRequest request, string path) => new(request, "Amazon.EBS")
    {
        Headers = { [HeaderKeys.XAmzApiVersion] = AmazonEBSConfig.ApiVersion },
        HttpMethod = "GET",
        ResourcePath = path,
        UseQueryString = true,
    };

    internal static void AddPath(this DefaultRequest request, string name, string? value) =>
        request.AddPathResource($"{{{name}}}", value ?? throw new AmazonEBSException($"The request lacks its {name}."));

    internal static void AddQuery(this DefaultRequest request, string name, string? value)
    {
        if (value is not null) request.Parameters.Add(name, value);
    }

    internal static void AddPaging(
        this DefaultRequest request, string? pageToken, int? maxResults, int? startingBlockIndex)
    {
        request.AddQuery("maxResults", Text(maxResults));
        request.AddQuery("pageToken", pageToken);
        request.AddQuery("startingBlockIndex", Text(startingBlockIndex));
    }

    internal static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
