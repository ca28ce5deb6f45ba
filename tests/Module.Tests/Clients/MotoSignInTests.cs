using System.Text.Json;
using Module.Tests.Support;

namespace Module.Tests.Clients;

/// <summary>A token service that is not ours: moto's, where it is installed.</summary>
[Collection(AmbientAws.Collection)]
public class MotoSignInTests
{
    [Fact]
    public async Task A_role_of_motos_token_service_lists_from_moto()
    {
        await using MotoServer moto = await MotoServer.StartAsync();
        JsonElement listed = await moto.SeedAsync();
        using var ambient = new AmbientAws(
            config: "[profile backup]\nrole_arn = arn:aws:iam::123456789012:role/backup\n"
                + "source_profile = base\nregion = us-east-1\n",
            credentials: Identities.Profile("base", Identities.User))
        {
            ["AWS_ENDPOINT_URL"] = moto.Url.AbsoluteUri,
        };
        using var session = new ModuleSession();

        Outcome emitted = session.Run(
            $"Get-EbsChangedBlock {listed.GetProperty("first")} {listed.GetProperty("second")} "
                + "-ProfileName backup -Verbose");

        Assert.Equal(3, emitted.Values<int>("BlockIndex").Length);
        Assert.Equal(
            $"Endpoint {moto.Url} (from AWS_ENDPOINT_URL), Region us-east-1 (from profile 'backup'), "
                + "credentials from profile 'backup'.",
            emitted.Verbose[0]);
    }
}
