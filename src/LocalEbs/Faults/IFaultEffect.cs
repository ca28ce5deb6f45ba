using LocalEbs.Http;

namespace LocalEbs.Faults;

/// <summary>What a fault does, instead of or around the proper handling of a request.</summary>
internal interface IFaultEffect
{
    Task ApplyAsync(FaultScene scene, Func<Exchange, Task> next);
}
