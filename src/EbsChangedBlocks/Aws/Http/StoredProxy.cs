using System.Net;
using EbsChangedBlocks.Aws.Configuration;

namespace EbsChangedBlocks.Aws.Http;

/// <summary>The proxy that Set-AWSProxy keeps for the session.</summary>
/// <remarks>
/// Source: https://github.com/aws/aws-tools-for-powershell/blob/main/modules/AWSPowerShell/Common/ProxyCmdlets.cs
/// </remarks>
internal static class StoredProxy
{
    /// <param name="stored">What $AWSProxy holds.</param>
    /// <returns>Null where none is set.</returns>
    /// <exception cref="EbsChangedBlocksException">It is no such object.</exception>
    public static IWebProxy? Read(object? stored)
    {
        if (stored is null)
        {
            return null;
        }

        if (ForeignMember.Of(stored, "Port") is not int port)
        {
            throw new EbsChangedBlocksException(
                FailureKind.ConfigurationUnusable,
                $"$AWSProxy holds no proxy but a {stored.GetType()}: Set-AWSProxy sets it.");
        }

        if (ForeignMember.Of(stored, "Hostname") is not string { Length: > 0 } host || port == 0)
        {
            return null;
        }

        const string Scheme = "http://";
        try
        {
            return new WebProxy(
                host.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? host[Scheme.Length..] : host, port)
            {
                Credentials = ForeignMember.Of(stored, "Credentials") as ICredentials,
                BypassList = ForeignMember.Of(stored, "BypassList") is IEnumerable<string> bypassed
                    ? [.. bypassed]
                    : [],
                BypassProxyOnLocal = ForeignMember.Of(stored, "BypassOnLocal") is true,
            };
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            throw new EbsChangedBlocksException(
                FailureKind.ConfigurationUnusable,
                "$AWSProxy holds a host name, a port or a pattern of its bypass list that is none.",
                e);
        }
    }
}
