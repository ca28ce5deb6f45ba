using Amazon.EBS.Internal.Unmarshalling;
using BenchmarkDotNet.Attributes;

namespace Microbenchmarks;

/// <summary>From the bytes of a full page to its blocks.</summary>
[MemoryDiagnoser]
public class PageReading
{
    private readonly byte[] _json = DensePage.Json;
    private readonly byte[] _spacedJson = DensePage.SpacedJson;

    /// <summary>As JSON of any form, by Utf8JsonReader.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = DensePage.Blocks)]
    public object? Reader() => PageReader.Read(_spacedJson, ChangedBlockShape.Instance).Blocks;

    /// <summary>In the form that the service writes.</summary>
    [Benchmark(OperationsPerInvoke = DensePage.Blocks)]
    public object? Scanner() => PageReader.Read(_json, ChangedBlockShape.Instance).Blocks;
}
