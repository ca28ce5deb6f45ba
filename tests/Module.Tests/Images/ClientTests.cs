using System.Diagnostics;
using LocalEbs.Signing;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests.Images;

/// <summary>Another client of the same server, and another server of the same volumes: the same image.</summary>
public class ClientTests(ImageSession session) : IClassFixture<ImageSession>
{
    [Fact]
    public async Task Boto3_makes_the_same_image_of_the_same_snapshots()
    {
        using var folder = new ImageFolder();
        using var other = new TemporaryFolder();
        string image = Path.Combine(other.Path, "boto3.img");
        ProcessStartInfo boto3 = Python("make_image.py", image);
        boto3.Environment["AWS_ENDPOINT_URL_EBS"] = session.Right.Endpoint.GetLeftPart(UriPartial.Authority);
        boto3.Environment["AWS_REGION"] = boto3.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        boto3.Environment["AWS_ACCESS_KEY_ID"] = AccessCredential.Example.AccessKeyId;
        boto3.Environment["AWS_SECRET_ACCESS_KEY"] = AccessCredential.Example.SecretAccessKey;

        await Tool.RunAsync(boto3);
        session.SaveFirst(folder);
        Assert.Equal(["Updated"], session.Save(session.Right, "snap-b", folder).Values<string>("Outcome"));

        Assert.True(ImageFolder.Holds(image, session.Right.Snapshot("snap-b")));
        folder.AssertHolds(session.Right.Snapshot("snap-b"));
    }

    [Fact]
    public async Task A_server_that_is_not_ours_gives_what_is_in_its_files()
    {
        using var folder = new ImageFolder();
        using var images = new TemporaryFolder();
        string[] paths = [.. session.Right.Snapshots.Select(snapshot => WriteImage(images, snapshot))];
        using Process python = Tool.Start(Python("second_server.py", paths));
        try
        {
            string? port = await python.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var endpoint = new Uri($"http://127.0.0.1:{port}");

            Assert.Equal(["Created"], session.Save(endpoint, "snap-a", folder).Values<string>("Outcome"));
            folder.AssertHolds(session.Right.Snapshot("snap-a"));
            Assert.Equal(["Updated"], session.Save(endpoint, "snap-b", folder).Values<string>("Outcome"));
            folder.AssertHolds(session.Right.Snapshot("snap-b"));
        }
        finally
        {
            python.Kill();
        }
    }

    private static ProcessStartInfo Python(string script, params string[] arguments) =>
        new("python3", [Path.Combine(AppContext.BaseDirectory, "Images", script), .. arguments]);

    private static string WriteImage(TemporaryFolder folder, Snapshot snapshot)
    {
        string path = Path.Combine(folder.Path, $"{snapshot.Id}.img");
        snapshot.Write(path, Enumerable.Range(0, snapshot.BlockCount));
        return path;
    }
}
