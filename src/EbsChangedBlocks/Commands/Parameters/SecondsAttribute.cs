using System.Management.Automation;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>
/// Lets a number stand for seconds where a TimeSpan is wanted: PowerShell itself would take it for ticks.
/// </summary>
internal sealed class SecondsAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        double? seconds = value switch
        {
            int or long or double or decimal => LanguagePrimitives.ConvertTo<double>(value),
            // A proxy function or a mock has a parameter of the same type without this attribute, and has made ticks of
            // the seconds. Nobody means microseconds.
            TimeSpan { Ticks: > 0 and < TimeSpan.TicksPerMillisecond * 10 } ticks => ticks.Ticks,
            string text when LanguagePrimitives.TryConvertTo(text, out double number) => number,
            _ => null,
        };
        return seconds switch
        {
            null => inputData,
            < 0 or > 86_400 * 365 =>
                throw new ArgumentTransformationMetadataException($"{seconds} is no sensible number of seconds."),
            double number => TimeSpan.FromSeconds(number),
        };
    }
}
