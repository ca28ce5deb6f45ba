using LocalEbs;
using LocalEbs.Signing;
using Module.Tests.Support;

namespace Module.Tests.Images;

/// <summary>
/// A session that saves from one server after the other, among them one of <see cref="ImagePair"/> at which nothing
/// goes wrong.
/// </summary>
public sealed class ImageSession : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private LocalEbsServer? _right;

    internal LocalEbsServer Right => _right!;

    public async ValueTask InitializeAsync() => _right = await ImagePair.ServeAsync();

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        return Right.DisposeAsync();
    }

    internal Outcome Save(LocalEbsServer server, string snapshotId, ImageFolder folder, string more = "") =>
        Save(server.Endpoint, snapshotId, folder, more);

    internal Outcome Save(Uri endpoint, string snapshotId, ImageFolder folder, string more = "") =>
        Run(endpoint, $"Save-EbsSnapshotImage {snapshotId} '{folder.Image}' -PassThru {more}");

    internal void SaveFirst(ImageFolder folder) =>
        Assert.Equal(["Created"], Save(Right, "snap-a", folder).Values<string>("Outcome"));

    internal Outcome Run(Uri endpoint, string script, params (string Name, object Value)[] variables)
    {
        _session.UseEndpoint(endpoint, AccessCredential.Example.SecretAccessKey);
        foreach ((string name, object value) in variables)
        {
            _session[name] = value;
        }

        return _session.Run(script);
    }
}
