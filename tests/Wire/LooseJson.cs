namespace Wire;

/// <summary>Writes a JSON object in one of the many ways that mean the same.</summary>
internal static class LooseJson
{
    private static readonly string[] Unknown =
    [
        "null", "true", "-1.5e-3", "\"}]\"", "[]", "[[{}],1]",
        """{"BlockIndex":7}""", """{"NextToken":"wrong","a":{}}""",
    ];

    /// <param name="random">Chooses order, white space and unknown members.</param>
    /// <param name="members">Names and values in JSON; null for a member that is not there.</param>
    internal static string Object(Random random, params (string Name, string? Value)[] members)
    {
        IEnumerable<(string Name, string? Value)> unknown = Enumerable
            .Range(0, random.Next(3))
            .Select(number => ($"Unknown{number}", (string?)Unknown[random.Next(Unknown.Length)]));
        string[] written =
        [
            .. members.Concat(unknown)
                .Where(member => member.Value is not null || random.Next(2) == 0)
                .Select(member => Member(random, member.Name, member.Value ?? "null")),
        ];
        random.Shuffle(written);
        return $"{Space(random)}{{{string.Join(Space(random) + ",", written)}{Space(random)}}}{Space(random)}";
    }

    internal static string Array(Random random, IEnumerable<string> elements) =>
        $"[{string.Join(Space(random) + ",", elements)}{Space(random)}]";

    private static string Member(Random random, string name, string value) =>
        $"{Space(random)}\"{name}\"{Space(random)}:{Space(random)}{value}";

    private static string Space(Random random) => random.Next(4) switch
    {
        0 => " ",
        1 => "\r\n\t",
        _ => "",
    };
}
