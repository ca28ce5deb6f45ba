using LocalEbs;
using LocalEbs.Signing;
using LocalEbs.Snapshots;

namespace Module.Tests.Support;

/// <summary>A LocalEbs inside the test, and a session whose commands go to it.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private readonly TemporaryFolder? _images;

    private Endpoint(LocalEbsServer server, TemporaryFolder? images = null, bool signsIn = true)
    {
        Server = server;
        _images = images;
        Session = new ModuleSession();
        if (signsIn)
        {
            Session.UseEndpoint(server.Endpoint, AccessCredential.Example.SecretAccessKey);
        }
        else
        {
            Session.UseEndpoint(server.Endpoint);
        }
    }

    public LocalEbsServer Server { get; }

    public ModuleSession Session { get; }

    public static Task<Endpoint> ServeAsync(params string[] specs) =>
        ServeAsync(SnapshotSpec.ParseAll(specs), options => options);

    public static async Task<Endpoint> ServeAsync(
        IReadOnlyList<Snapshot> snapshots, Func<LocalEbsOptions, LocalEbsOptions> configure) =>
        new(await LocalEbsServer.StartAsync(configure(new LocalEbsOptions { Snapshots = snapshots })));

    /// <summary>
    /// Serves snap-a and snap-b, which differ in block 5, to those who sign with one of these; a session is not signed
    /// in to it.
    /// </summary>
    public static async Task<Endpoint> AcceptAsync(params AccessCredential[] accepted) => new(
        await LocalEbsServer.StartAsync(new LocalEbsOptions
        {
            Snapshots = SnapshotSpec.ParseAll(["snap-a=synthetic:1GiB", "snap-b=snap-a,changed=5"]),
            Credentials = accepted,
        }),
        signsIn: false);

    /// <summary>
    /// Serves images of so many blocks, in which a block holds the byte that the function gives; 0 stays unwritten.
    /// </summary>
    public static async Task<Endpoint> ServeImagesAsync(int blocks, params Func<int, byte>[] contents)
    {
        var folder = new TemporaryFolder();
        var snapshots = contents.Select((content, number) =>
        {
            string path = Path.Combine(folder.Path, $"{number}.img");
            WriteImage(path, blocks, content);
            return ImageSnapshot.Open($"snap-{(char)('a' + number)}", path);
        });
        return new(await LocalEbsServer.StartAsync(new LocalEbsOptions { Snapshots = [.. snapshots] }), folder);
    }

    public Outcome Run(string script) => Session.Run(script);

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Server.DisposeAsync();
        _images?.Dispose();
    }

    private static void WriteImage(string path, int blocks, Func<int, byte> content)
    {
        using FileStream image = File.Create(path);
        image.SetLength((long)blocks * Snapshot.BlockSize);
        for (int index = 0; index < blocks; index++)
        {
            if (content(index) is not 0 and byte value)
            {
                image.Position = (long)index * Snapshot.BlockSize;
                image.WriteByte(value);
            }
        }
    }
}
