using CsCheck;

namespace LocalEbs.Tests.Support;

/// <summary>Generators.</summary>
internal static class Any
{
    /// <summary>One of some values.</summary>
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(position => values[position]);
}
