using System.Net;

namespace EbsChangedBlocks.Aws.Http;

/// <summary>
/// A proxy that keeps user and password out of its address. What .NET makes of HTTPS_PROXY has them there, and from
/// there they get into the message of every failure; the proxy itself gets them all the same, as credentials.
/// </summary>
internal sealed class ProxyWithoutUserInfo(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => proxy.GetProxy(destination) is Uri address
        ? address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri
        : null;

    // To a proxy on another machine, this machine's own address is its own.
    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
