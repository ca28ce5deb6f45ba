namespace Module.Tests.Help;

/// <summary>What the assembly, the markdown and the MAML each say about a parameter, in the same words.</summary>
internal sealed record ParameterHelp(string Name, string Type, string Default, string Aliases, string Position, string Pipeline)
{
    public static string Of(bool byValue, bool byPropertyName) => (byValue, byPropertyName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };
}
