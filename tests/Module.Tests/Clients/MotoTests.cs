using System.Text.Json;
using LocalEbs.Signing;
using Module.Tests.Support;

namespace Module.Tests.Clients;

/// <summary>A server that is not ours: moto's, where it is installed.</summary>
public class MotoTests
{
    [Fact]
    public async Task What_boto3_lists_from_moto_is_what_is_emitted()
    {
        await using MotoServer moto = await MotoServer.StartAsync();
        JsonElement listed = await moto.SeedAsync();
        using var session = new ModuleSession();
        session.UseEndpoint(moto.Url, AccessCredential.Example.SecretAccessKey);

        Outcome emitted = session.Run(
            $"Get-EbsChangedBlock {listed.GetProperty("first")} {listed.GetProperty("second")}");

        Assert.Equal(
            listed.GetProperty("indexes").EnumerateArray().Select(index => index.GetInt32()),
            emitted.Values<int>("BlockIndex"));
        Assert.Equal(["Modified", "Removed", "Modified"], emitted.Values<string>("ChangeType"));
    }
}
