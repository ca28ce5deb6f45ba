using System.Globalization;

namespace Module.Tests.Support;

/// <summary>What the environment tells a test, to look longer than CI does or at one case again.</summary>
internal static class Setting
{
    public static int Number(string name, int standard) => int.TryParse(
        Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        ? value
        : standard;
}
