using EbsChangedBlocks.Aws.Credentials;

namespace EbsChangedBlocks.Tests.Aws.Credentials;

/// <summary>Shapes of credential objects; none of their types is the SDK's.</summary>
public class ForeignCredentialsTests
{
    [Fact]
    public async Task The_asynchronous_form_is_preferred()
    {
        var both = new Both();

        Assert.Equal("asynchronous", (await ForeignCredentials.TryRead(both)!.GetCredentialsAsync()).AccessKey);
        Assert.Equal("asynchronous", ForeignCredentials.TryRead(both)!.GetCredentials().AccessKey);
    }

    [Fact]
    public async Task A_form_with_arguments_is_left_alone() =>
        Assert.Equal("bare", (await ForeignCredentials.TryRead(new Overloaded())!.GetCredentialsAsync()).AccessKey);

    [Fact]
    public async Task Keys_without_a_token_have_none() =>
        Assert.False((await ForeignCredentials.TryRead(new Overloaded())!.GetCredentialsAsync()).UseToken);

    [Fact]
    public void A_wrapper_may_be_nameless()
    {
        Assert.Null(ForeignCredentials.TryRead(new NamelessWrapper())!.Name);
        Assert.Equal("bare", ForeignCredentials.TryRead(new NamelessWrapper())!.GetCredentials().AccessKey);
    }

    [Fact]
    public void Anything_else_is_no_credentials()
    {
        Assert.Null(ForeignCredentials.TryRead("text"));
        Assert.Null(ForeignCredentials.TryRead(new EmptyWrapper()));
    }

    [Fact]
    public void Credentials_without_keys_are_an_error() =>
        Assert.ThrowsAny<ArgumentException>(() => ForeignCredentials.TryRead(new Keyless())!.GetCredentials());

    [Fact]
    public void What_they_throw_is_thrown_as_it_is() =>
        Assert.Equal(
            "gone",
            Assert.Throws<TimeoutException>(() => ForeignCredentials.TryRead(new Gone())!.GetCredentials()).Message);

    [Fact]
    public void Only_some_can_be_cleared() => Assert.False(ForeignCredentials.TryRead(new Both())!.TryClear());

    private sealed record Keys(string? AccessKey, string? SecretKey, string? Token);

    private sealed class Both(string synchronous = "synchronous", string asynchronous = "asynchronous")
    {
        public Keys GetCredentials() => new(synchronous, "secret", null);

        public async Task<Keys> GetCredentialsAsync()
        {
            await Task.Yield();
            return new(asynchronous, "secret", null);
        }
    }

    private sealed class Overloaded(string key = "bare")
    {
        public Keys GetCredentials() => new(key, "secret", "");

        public Keys GetCredentials(TimeSpan lifetime) => new($"{key} for {lifetime}", "secret", null);
    }

    private sealed class NamelessWrapper
    {
        internal Overloaded Credentials { get; } = new();
    }

    private sealed class EmptyWrapper
    {
        public object? Credentials { get; }
    }

    private sealed class Keyless(Keys? keys = null)
    {
        public Keys? GetCredentials() => keys;
    }

    private sealed class Gone(string message = "gone")
    {
        public Keys GetCredentials() => throw new TimeoutException(message);
    }
}
