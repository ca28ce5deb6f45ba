using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>Keeps every request until the test answers it.</summary>
internal sealed class HeldAnswers(SimulatedClock clock) : IPageSource
{
    public List<(PageRequest Request, TaskCompletionSource<BlockPage> Answer)> Held { get; } = [];

    public async Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<BlockPage>();
        Held.Add((request, answer));
        using CancellationTokenRegistration cancelled =
            cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        return await answer.Task.ConfigureAwait(false);
    }

    public string[] Positions => [.. Held.Select(held => Position(held.Request))];

    /// <summary>Answers the request for an index or a token.</summary>
    public void Answer(string position, string? token, params int[] indexes)
    {
        Take(position).SetResult(new BlockPage
        {
            Pair = SimulatedVolume.Pair,
            Blocks = [.. indexes.Select(index => new BlockEntry(index, "first", "second"))],
            NextToken = token,
            BlockSize = BlockPage.DefaultBlockSize,
            VolumeSize = 1_000L * BlockPage.DefaultBlockSize,
        });
        clock.RunFor(TimeSpan.FromSeconds(1));
    }

    public void Fail(string position, FailureKind failure)
    {
        Take(position).SetException(new EbsChangedBlocksException(failure, "It failed."));
        clock.RunFor(TimeSpan.FromSeconds(1));
    }

    private TaskCompletionSource<BlockPage> Take(string position)
    {
        int index = Held.FindIndex(held => Position(held.Request) == position);
        TaskCompletionSource<BlockPage> answer = Held[index].Answer;
        Held.RemoveAt(index);
        return answer;
    }

    private static string Position(PageRequest request) => request.NextToken ?? $"{request.StartingBlockIndex ?? 0}";
}
