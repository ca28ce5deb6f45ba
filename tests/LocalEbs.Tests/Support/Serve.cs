using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Support;

/// <summary>Starts servers.</summary>
internal static class Serve
{
    public static Task<LocalEbsServer> Snapshots(params Snapshot[] snapshots) => LocalEbsServer.StartAsync(
        new LocalEbsOptions { Snapshots = snapshots }, cancellationToken: TestContext.Current.CancellationToken);

    public static Task<LocalEbsServer> Options(LocalEbsOptions options, TimeProvider? time = null) =>
        LocalEbsServer.StartAsync(options, time, TestContext.Current.CancellationToken);
}
