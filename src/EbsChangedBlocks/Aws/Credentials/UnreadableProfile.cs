using System.Text.RegularExpressions;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal.Util;
using EbsChangedBlocks.Aws.Configuration;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>
/// A profile that is in the files and that the SDK says is not there: it leaves out those with a setting that it cannot
/// read, such as <c>use_fips_endpoint = perhaps</c>, and those with a setting that is there twice.
/// </summary>
internal static partial class UnreadableProfile
{
    /// <returns>What is wrong with it; null where it is in no file.</returns>
    public static string? Explain(string name, string? location)
    {
        var files = new SharedCredentialsFile(location);
        return In(files.FilePath, name, isMarked: false)
            ?? In(files.ConfigFilePath, name, isMarked: name != ProfileInUse.DefaultName);
    }

    private static string? In(string file, string name, bool isMarked)
    {
        if (!File.Exists(file) || !new ProfileIniFile(file, isMarked).ListSectionNames().Contains(name))
        {
            return null;
        }

        return RepeatedSetting(file, isMarked ? $"profile {name}" : name) is string setting
            ? $"'{file}' gives its {setting} twice"
            : "one of its settings has a value that cannot be read";
    }

    private static string? RepeatedSetting(string file, string section)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool isInside = false;
        foreach (string line in File.ReadLines(file))
        {
            if (Header().Match(line) is { Success: true } header)
            {
                isInside = header.Groups["section"].Value == section;
                seen.Clear();
            }
            else if (isInside
                && Setting().Match(line) is { Success: true } setting
                && !seen.Add(setting.Groups["name"].Value))
            {
                return setting.Groups["name"].Value;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\[\s*(?<section>[^\]]*?)\s*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    /// <summary>Nothing else is shown: a line that is no setting may be a secret.</summary>
    [GeneratedRegex(@"^(?<name>[A-Za-z_0-9]{1,40})\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
