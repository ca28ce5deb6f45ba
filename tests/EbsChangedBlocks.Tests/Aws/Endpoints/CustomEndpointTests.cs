using EbsChangedBlocks.Aws.Endpoints;

namespace EbsChangedBlocks.Tests.Aws.Endpoints;

public class CustomEndpointTests
{
    [Theory]
    [InlineData("https://ebs.example.com")]
    [InlineData("https://vpce-0123-ebs.eu-central-1.vpce.amazonaws.com/")]
    [InlineData("http://127.0.0.1:4599")]
    [InlineData("http://127.9.9.9")]
    [InlineData("http://[::1]:4599")]
    [InlineData("http://LocalHost")]
    public void Passes(string url) => new CustomEndpoint(new Uri(url), "-EndpointUrl").Check(allowInsecure: false);

    [Theory]
    [InlineData("http://ebs.example.com")]
    [InlineData("HTTP://EBS.EXAMPLE.COM")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://0.0.0.0")]
    [InlineData("http://169.254.1.1")]
    public void Is_insecure_unless_allowed(string url)
    {
        var endpoint = new CustomEndpoint(new Uri(url), "-EndpointUrl");

        Assert.Equal(
            FailureKind.InsecureEndpoint,
            Assert.Throws<EbsChangedBlocksException>(() => endpoint.Check(allowInsecure: false)).Kind);
        endpoint.Check(allowInsecure: true);
    }

    [Theory]
    [InlineData("ebs.example.com")]
    [InlineData("/ebs")]
    [InlineData("localhost:4599")]
    [InlineData("file:///etc/hosts")]
    [InlineData("https://ebs.example.com/?q=secretpw")]
    [InlineData("https://ebs.example.com/#secretpw")]
    [InlineData("https://user:secretpw@ebs.example.com")]
    [InlineData("http://localhost@example.com")]
    [InlineData("user:secretpw@ebs.example.com")]
    public void Is_no_endpoint_whatever_is_allowed(string url)
    {
        var endpoint = new CustomEndpoint(new Uri(url, UriKind.RelativeOrAbsolute), "-EndpointUrl");

        EbsChangedBlocksException refused =
            Assert.Throws<EbsChangedBlocksException>(() => endpoint.Check(allowInsecure: true));

        Assert.Equal(FailureKind.EndpointInvalid, refused.Kind);
        Assert.DoesNotContain("secretpw", refused.Message);
    }
}
