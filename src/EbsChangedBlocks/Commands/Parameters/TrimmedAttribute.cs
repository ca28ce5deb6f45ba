using System.Management.Automation;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>Takes an id without the blanks around it that columns of a CSV have.</summary>
internal sealed class TrimmedAttribute : ArgumentTransformationAttribute
{
    private static readonly char[] Blanks = [' ', '\t'];

    public static string Trim(string text) => text.Trim(Blanks);

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        return (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text => Trim(text),
            object[] several when several.All(one => one is string or PSObject { BaseObject: string }) =>
                several.Select(one => Trim(one.ToString()!)).ToArray(),
            _ => inputData,
        };
    }
}
