using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace EbsChangedBlocks.Aws.Http;

/// <summary>Trusts what the machine trusts, and where that is nothing says why.</summary>
internal static class CertificateCheck
{
    /// <exception cref="UntrustedCertificateException">The certificate is not trusted.</exception>
    public static bool Accept(
        HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
            ? true
            : throw new UntrustedCertificateException(
                $"{request.RequestUri?.Authority} shows a certificate that this machine does not trust: "
                + $"{string.Join("; ", Complaints(request.RequestUri?.Host, certificate, chain, errors))}.");

    private static IEnumerable<string> Complaints(
        string? host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            yield return "it shows none";
            yield break;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            yield return $"it is not for {host}, but for {certificate.Subject}";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
        {
            yield return $"{string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct())}, "
                + $"issued by {certificate.Issuer}";
        }
    }
}

/// <summary>Ends a connection whose other end is not who it should be.</summary>
internal sealed class UntrustedCertificateException(string message) : Exception(message);
