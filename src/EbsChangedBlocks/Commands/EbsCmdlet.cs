using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Aws.Configuration;
using EbsChangedBlocks.Aws.Credentials;
using EbsChangedBlocks.Aws.Endpoints;
using EbsChangedBlocks.Commands.Parameters;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Ahead;
using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Commands;

/// <summary>What every command shares: where to ask and as whom, how fast, and being stopped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EbsCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private EbsConnection? _connection;

    /// <summary>
    /// The most requests in flight at once. 1 lists page after page; more look ahead, in places where the list is
    /// likely to go on.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = AheadLister.DefaultParallelism;

    /// <summary>The AWS Region of the snapshots, such as eu-central-1.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The profile in the AWS configuration whose credentials to use.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>
    /// The credentials file to look for <see cref="ProfileName"/> in, or for the default profile, instead of the usual
    /// files.
    /// </summary>
    [Parameter]
    [Alias("ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    /// <summary>The access key id to sign with; goes with <see cref="SecretKey"/>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    /// <summary>The secret key to sign with, as text or as a SecureString; goes with <see cref="AccessKey"/>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? SecretKey { get; set; }

    /// <summary>
    /// The session token that belongs to temporary keys, as text or as a SecureString; goes with <see
    /// cref="AccessKey"/> or with a PSCredential.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? SessionToken { get; set; }

    /// <summary>
    /// An AWSCredentials object of any AWS module, as New-AWSCredential and Use-STSRole return, or a PSCredential of
    /// access key and secret key.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? Credential { get; set; }

    /// <summary>An endpoint to ask instead of the Region's own, such as a VPC endpoint or LocalEbs.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? EndpointUrl { get; set; }

    /// <summary>Asks the Region's FIPS endpoint.</summary>
    [Parameter]
    public SwitchParameter UseFipsEndpoint { get; set; }

    /// <summary>Asks the Region's dual-stack endpoint, which is reached by IPv6 too.</summary>
    [Parameter]
    public SwitchParameter UseDualStackEndpoint { get; set; }

    /// <summary>Accepts an endpoint of plain http on another machine, over which tokens are readable.</summary>
    [Parameter]
    public SwitchParameter AllowInsecureEndpoint { get; set; }

    /// <summary>
    /// The most list requests a second, for all listings of this process with these credentials and this endpoint. The
    /// account's quota is 50, not adjustable, and shared with everybody else who lists. Unless given, 40 to begin with
    /// and for a minute after a throttle, and 48 while nobody else seems to list.
    /// </summary>
    [Parameter]
    [ValidateRange(0.01, 1_000_000)]
    public double RequestsPerSecond { get; set; } = ListQuota.DefaultPace.Highest;

    /// <summary>
    /// How long one request is tried again before the listing is given up, in seconds or as a TimeSpan; 5 minutes
    /// unless given.
    /// </summary>
    [Parameter]
    [Seconds]
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromMinutes(5);

    private protected MessagePump Pump => field ??= new MessagePump(this, StopToken);

    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Ends the requests in flight.</summary>
    public void Dispose()
    {
        // Only cancelled, not disposed: the engine may call StopProcessing, on another thread, at the same time.
        _stopping.Cancel();
        _connection?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Opens the connection on first use, for all pairs of this call.</summary>
    private EbsConnection Connect()
    {
        if (_connection is null)
        {
            try
            {
                ConnectionSettings settings = Settings();
                Task<EbsConnection> opening = Task.Run(
                    () => EbsConnection.OpenAsync(settings, Pump, TimeProvider.System, StopToken), StopToken);
                _connection = Pump.Wait(opening.WaitAsync(StopToken));
            }
            catch (EbsChangedBlocksException failure)
            {
                // An endpoint that is refused may hold a password.
                object? target = failure.Kind == FailureKind.EndpointInvalid ? Region : EndpointUrl ?? (object?)Region;
                ThrowTerminatingError(Errors.Of(failure, target));
            }

            WriteVerbose(_connection!.Description);
        }

        return _connection;
    }

    /// <summary>Lists pairs by the connection, from any thread once it is open.</summary>
    private protected ListPair Lister()
    {
        EbsConnection connection = Connect();
        return (wanted, parallelism, cancellationToken) =>
            AheadLister.ListAsync(connection.Pages, wanted, connection.Requests, parallelism, cancellationToken);
    }

    /// <summary>Reads blocks by the connection, from any thread once it is open.</summary>
    private protected BlockReader Reader(double blocksPerSecond, CostMeter cost)
    {
        EbsConnection connection = Connect();
        return new BlockReader(
            connection.Blocks, connection.Reads(blocksPerSecond), connection.Pages, connection.Requests, cost);
    }

    private ConnectionSettings Settings() => new()
    {
        Region = Region,
        ProfileName = ProfileName,
        ProfileLocation = ProfileLocation is null ? null : GetUnresolvedProviderPathFromPSPath(ProfileLocation),
        AccessKey = AccessKey,
        SecretKey = CredentialObjects.Text(SecretKey, "-SecretKey"),
        SessionToken = CredentialObjects.Text(SessionToken, "-SessionToken"),
        Credential = CredentialObjects.Unwrap(Credential),
        StoredCredentials = CredentialObjects.Unwrap(SessionState.PSVariable.GetValue("StoredAWSCredentials")),
        StoredRegion = CredentialObjects.RegionName(SessionState.PSVariable.GetValue("StoredAWSRegion")),
        StoredProxy = CredentialObjects.Unwrap(SessionState.PSVariable.GetValue("AWSProxy")),
        EndpointUrl = EndpointUrl,
        UseFipsEndpoint = UseFipsEndpoint,
        UseDualStackEndpoint = UseDualStackEndpoint,
        AllowInsecureEndpoint = AllowInsecureEndpoint,
        RequestsPerSecond = MyInvocation.BoundParameters.ContainsKey(nameof(RequestsPerSecond))
            ? RequestsPerSecond
            : null,
        RetryTimeout = RetryTimeout,
    };

    /// <summary>The names of Regions, with what they are called.</summary>
    private sealed class RegionCompleter : NameCompleter
    {
        protected override IEnumerable<(string Name, string Explanation)> Names(IDictionary boundParameters) =>
            RegionNames.All;
    }

    /// <summary>
    /// The profiles in the file that <see cref="ProfileLocation"/> gives on the same line, or in the usual ones.
    /// </summary>
    private sealed class ProfileNameCompleter : NameCompleter
    {
        protected override IEnumerable<(string Name, string Explanation)> Names(IDictionary boundParameters)
        {
            object? location = boundParameters[nameof(ProfileLocation)] ?? boundParameters["ProfilesLocation"];
            return ProfileNames.All(location is null ? null : FullPath(location));
        }

        /// <summary>A completer has no session state of its own to ask where a relative path begins.</summary>
        private static string FullPath(object location)
        {
            using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            return shell
                .AddScript("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])")
                .AddArgument(location.ToString())
                .Invoke<string>()
                .Single();
        }
    }
}
