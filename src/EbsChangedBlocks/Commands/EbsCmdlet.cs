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
    private readonly Dictionary<SnapshotPlace, Task<EbsConnection>> _connections = [];
    private SnapshotPlace _call = new(null, null);

    /// <summary>
    /// The most requests in flight at once. 1 lists page after page; more look ahead, in places where the list is
    /// likely to go on.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = AheadLister.DefaultParallelism;

    /// <summary>
    /// The AWS Region of the snapshots, such as eu-central-1. What is piped in may name its own, which goes before.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>
    /// The profile in the AWS configuration whose credentials to use. What is piped in may name its own, which goes
    /// before.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
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
        foreach (Task<EbsConnection> connection in _connections.Values)
        {
            connection.ContinueWith(
                opened => opened.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Of the pipeline nothing is bound yet. There, empty is what a table has in a row that names none; on the
        // command line it is a variable that somebody forgot to set.
        foreach ((string name, string? value) in (ReadOnlySpan<(string, string?)>)
            [(nameof(Region), Region), (nameof(ProfileName), ProfileName)])
        {
            if (string.IsNullOrWhiteSpace(value) && MyInvocation.BoundParameters.ContainsKey(name))
            {
                ThrowTerminatingError(Errors.ArgumentEmpty(name));
            }
        }

        _call = new SnapshotPlace(Bound(Region), Bound(ProfileName));
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>
    /// Where a row of the pipeline says that it is, completed by what the call says; null where it has neither a Region
    /// nor a profile to say, so that whatever is wrong with those is the call's.
    /// </summary>
    private protected SnapshotPlace? PlaceOf(PSObject? row)
    {
        var place = new SnapshotPlace(
            Said(nameof(Region)) ?? Bound(Region), Said(nameof(ProfileName)) ?? Bound(ProfileName));
        bool isSaid = row?.Properties[nameof(Region)] is not null || row?.Properties[nameof(ProfileName)] is not null;
        return isSaid || place != _call ? place : null;

        string? Said(string name) => row is null ? null : PipedInput.Text(row, name)?.Trim();
    }

    /// <summary>Where that is, as far as it is known by now.</summary>
    /// <param name="row">What the row says; null where it is the call that does.</param>
    private protected SnapshotPlace Resolved(SnapshotPlace? row)
    {
        SnapshotPlace place = row ?? _call;
        return _connections.TryGetValue(place, out Task<EbsConnection>? opening) && opening.IsCompletedSuccessfully
            ? place with { Region = opening.Result.Region ?? place.Region }
            : place;
    }

    /// <summary>Notes on a failure where it happened, for its error record to say.</summary>
    private protected EbsChangedBlocksException At(EbsChangedBlocksException failure, SnapshotPlace? row)
    {
        (failure.Region, failure.ProfileName) = Resolved(row);
        failure.Where = row?.ToString();
        return failure;
    }

    /// <summary>Lists pairs of a place by its connection, from any thread once it is open.</summary>
    /// <exception cref="EbsChangedBlocksException">
    /// There is no connection for what a row says. For what the call says, that ends the command.
    /// </exception>
    private protected ListPair Lister(SnapshotPlace? row) => ListerOf(Connect(row));

    /// <summary>The same, without waiting for the connection.</summary>
    private protected async Task<ListPair> ListerAsync(SnapshotPlace? row) =>
        ListerOf(await Open(row).WaitAsync(StopToken).ConfigureAwait(false));

    /// <summary>Reads blocks by the connection, from any thread once it is open.</summary>
    /// <inheritdoc cref="Lister"/>
    private protected BlockReader Reader(SnapshotPlace? row, double blocksPerSecond, CostMeter cost)
    {
        EbsConnection connection = Connect(row);
        return new BlockReader(
            connection.Blocks, connection.Reads(blocksPerSecond), connection.Pages, connection.Requests, cost);
    }

    private static string? Bound(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static ListPair ListerOf(EbsConnection connection) => (wanted, parallelism, cancellationToken) =>
        AheadLister.ListAsync(connection.Pages, wanted, connection.Requests, parallelism, cancellationToken);

    private EbsConnection Connect(SnapshotPlace? row)
    {
        bool wasTried = _connections.ContainsKey(row ?? _call);
        try
        {
            return Pump.Wait(Open(row).WaitAsync(StopToken));
        }
        catch (EbsChangedBlocksException failure) when (row is null)
        {
            // An endpoint that is refused may hold a password.
            object? target = failure.Kind == FailureKind.EndpointInvalid ? Region : EndpointUrl ?? (object?)Region;
            ThrowTerminatingError(Errors.Of(At(failure, row), target));
            throw;
        }
        catch (EbsChangedBlocksException failure) when (wasTried)
        {
            throw failure.NotTriedAgain();
        }
    }

    /// <summary>
    /// Opens the connection to a place on first use, for the whole call. It fails as it did before where it did.
    /// </summary>
    /// <remarks>On the pipeline thread, which alone may look at the session's variables.</remarks>
    private Task<EbsConnection> Open(SnapshotPlace? row)
    {
        SnapshotPlace place = row ?? _call;
        if (_connections.TryGetValue(place, out Task<EbsConnection>? opening))
        {
            return opening;
        }

        try
        {
            ConnectionSettings settings = Settings(place);
            opening = Task.Run(() => OpenAsync(settings), StopToken);
        }
        catch (EbsChangedBlocksException failure)
        {
            opening = Task.FromException<EbsConnection>(failure);
        }

        _connections.Add(place, opening);
        return opening;
    }

    private async Task<EbsConnection> OpenAsync(ConnectionSettings settings)
    {
        EbsConnection connection = await EbsConnection
            .OpenAsync(settings, Pump, TimeProvider.System, StopToken).ConfigureAwait(false);
        Pump.Verbose(connection.Description);
        return connection;
    }

    private ConnectionSettings Settings(SnapshotPlace place) => new()
    {
        Region = place.Region,
        ProfileName = place.ProfileName,
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
