using System.Reflection;
using Amazon.Runtime;
using EbsChangedBlocks.Aws.Configuration;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>
/// Credentials that another AWSSDK.Core made, which may be AWS.Tools's: its types are not ours even where their names
/// are, so it is read by member name. It is asked for every request, since it refreshes itself and knows best when.
/// </summary>
/// <remarks>
/// $StoredAWSCredentials holds an AWSPSCredentials, whose members are internal:
/// https://github.com/aws/aws-tools-for-powershell/blob/main/modules/AWSPowerShell/Common/CredentialsArguments.cs
/// </remarks>
internal sealed class ForeignCredentials : AWSCredentials
{
    private readonly object _credentials;
    private readonly MethodInfo _get;

    private ForeignCredentials(object credentials, MethodInfo get, string? name)
    {
        _credentials = credentials;
        _get = get;
        Name = name;
    }

    /// <summary>What the wrapper calls them, such as the profile's name; null for bare credentials.</summary>
    public string? Name { get; }

    /// <summary>Takes credentials, or a wrapper whose member Credentials holds some; null for anything else.</summary>
    public static ForeignCredentials? TryRead(object candidate)
    {
        if (Getter(candidate) is MethodInfo get)
        {
            return new(candidate, get, null);
        }

        return ForeignMember.Of(candidate, "Credentials") is object inner && Getter(inner) is MethodInfo innerGet
            ? new(inner, innerGet, ForeignMember.Of(candidate, "Name") as string)
            : null;
    }

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        object? keys;
        try
        {
            keys = _get.Invoke(_credentials, null);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw e.InnerException;
        }

        if (keys is Task pending)
        {
            await pending.ConfigureAwait(false);
            keys = ForeignMember.Of(pending, nameof(Task<>.Result));
        }

        return new ImmutableCredentials(
            Text(keys, "AccessKey"), Text(keys, "SecretKey"), Text(keys, "Token"), Text(keys, "AccountId"));
    }

    /// <summary>Has them ask their own source again at next use, where they are of a kind that can.</summary>
    public bool TryClear()
    {
        MethodInfo? clear = _credentials.GetType().GetMethod("ClearCredentials", Type.EmptyTypes);
        clear?.Invoke(_credentials, null);
        return clear is not null;
    }

    private static MethodInfo? Getter(object candidate) =>
        candidate.GetType().GetMethod(nameof(GetCredentialsAsync), Type.EmptyTypes)
        ?? candidate.GetType().GetMethod(nameof(GetCredentials), Type.EmptyTypes);

    private static string? Text(object? holder, string name) =>
        holder is null ? null : ForeignMember.Of(holder, name) as string;
}
