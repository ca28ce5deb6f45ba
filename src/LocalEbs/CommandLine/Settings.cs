using System.Globalization;

namespace LocalEbs.CommandLine;

/// <summary>The <c>name=value</c> parts of a snapshot's description.</summary>
internal sealed class Settings
{
    private readonly Dictionary<string, string> _values = [];

    /// <exception cref="FormatException">A part is no setting, is unknown or comes twice.</exception>
    public Settings(IEnumerable<string> parts, params string[] known)
    {
        foreach (string part in parts)
        {
            string[] sides = part.Split('=', 2);
            if (sides.Length != 2 || !known.Contains(sides[0]))
            {
                throw new FormatException($"'{part}' is unknown here; it takes {string.Join(", ", known)}.");
            }

            if (!_values.TryAdd(sides[0], sides[1]))
            {
                throw new FormatException($"'{sides[0]}' is given twice.");
            }
        }
    }

    public long? Seed => this["seed"] is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seed)
            ? seed
            : throw new FormatException($"'{text}' is no seed: write a whole number.");

    public string? this[string name] => _values.GetValueOrDefault(name);
}
