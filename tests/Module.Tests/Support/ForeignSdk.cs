using System.Net;
using LocalEbs.Signing;

namespace Module.Tests.Support;

/// <summary>Classes in the shape of another AWS SDK's and of AWS.Tools's, with none of our types in them.</summary>
internal static class ForeignSdk
{
    /// <summary>Shaped as ImmutableCredentials.</summary>
    public sealed record Keys(string AccessKey, string SecretKey, string? Token)
    {
        public Keys(AccessCredential who)
            : this(who.AccessKeyId, who.SecretAccessKey, who.SessionToken)
        {
        }
    }

    /// <summary>Shaped as SessionAWSCredentials.</summary>
    public sealed class Session(AccessCredential who)
    {
        public Keys GetCredentials() => new(who);
    }

    /// <summary>Shaped as RefreshingAWSCredentials: keeps its keys until it is told to clear them.</summary>
    public sealed class Refreshing(params AccessCredential[] inTurn)
    {
        private int _at;

        public int Cleared => _at;

        public Task<Keys> GetCredentialsAsync() =>
            _at < inTurn.Length
                ? Task.FromResult(new Keys(inTurn[_at]))
                : throw new InvalidOperationException("There is nothing more to ask.");

        public Keys GetCredentials() => throw new NotSupportedException("The asynchronous form is there.");

        public void ClearCredentials() => _at++;
    }

    /// <summary>Fails as credentials do whose process fails.</summary>
    public sealed class Failing(string message)
    {
        public Keys GetCredentials() => throw new ProcessAWSCredentialException(message);
    }

    /// <summary>Waits for somebody who signs in, and never does.</summary>
    public sealed class Silent
    {
        private readonly TaskCompletionSource _asked = new();

        public Task Asked => _asked.Task;

        public Task<Keys> GetCredentialsAsync()
        {
            _asked.TrySetResult();
            return new TaskCompletionSource<Keys>().Task;
        }
    }

    /// <summary>Shaped as what AWS.Tools stores: its members are internal.</summary>
    public sealed class Stored(object credentials, string name)
    {
        internal object Credentials { get; } = credentials;

        internal string Name { get; } = name;

        public override string ToString() => Name;
    }

    /// <summary>Shaped as what Set-AWSProxy stores.</summary>
    public sealed record Proxy(string? Hostname, int Port, ICredentials? Credentials = null)
    {
        public List<string>? BypassList { get; init; }

        public bool? BypassOnLocal { get; init; }
    }

    public sealed class ProcessAWSCredentialException(string message) : Exception(message);
}
