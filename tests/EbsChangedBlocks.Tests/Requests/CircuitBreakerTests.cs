using EbsChangedBlocks.Requests;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Requests;

public class CircuitBreakerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new CircuitBreaker(_time);

    [Theory]
    [InlineData(FailureKind.CredentialsInvalid)]
    [InlineData(FailureKind.CredentialsExpired)]
    [InlineData(FailureKind.EndpointUnreachable)]
    [InlineData(FailureKind.CertificateUntrusted)]
    public async Task What_concerns_all_is_found_out_by_one(FailureKind kind)
    {
        Assert.True(await Enter());
        Task<bool>[] others = [Enter(), Enter(), Enter()];
        Assert.All(others, other => Assert.False(other.IsCompleted));

        _breaker.Leave(new EbsChangedBlocksException(kind, "It failed."));

        foreach (Task<bool> other in others.Append(Enter()))
        {
            EbsChangedBlocksException untried = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => other);
            Assert.Equal((kind, "Not tried: It failed."), (untried.Kind, untried.Message));
        }
    }

    [Fact]
    public async Task After_half_a_minute_one_is_let_through_and_the_others_with_its_answer()
    {
        await Enter();
        _breaker.Leave(new EbsChangedBlocksException(FailureKind.EndpointUnreachable, "It failed."));
        _time.Advance(TimeSpan.FromSeconds(29.9));
        await Assert.ThrowsAsync<EbsChangedBlocksException>(Enter);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(await Enter());
        Task<bool> other = Enter();
        Assert.False(other.IsCompleted);
        _breaker.Leave(null);

        Assert.False(await other);
        Assert.False(await Enter());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FailureKind.AccessDenied)]
    [InlineData(FailureKind.ServiceUnavailable)]
    [InlineData(FailureKind.Throttled)]
    public async Task What_concerns_one_pair_lets_the_others_through(FailureKind? kind)
    {
        await Enter();
        Task<bool> other = Enter();

        _breaker.Leave(kind is { } failed ? new EbsChangedBlocksException(failed, "It failed.") : null);

        Assert.False(await other);
    }

    [Fact]
    public async Task Where_the_first_is_called_off_another_finds_out()
    {
        await Enter();
        Task<bool> second = Enter();
        Task<bool> third = Enter();

        _breaker.EndProbe();

        Assert.True(await second);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Waiting_for_the_first_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await Enter();
        Task<bool> other = _breaker.EnterAsync(cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
    }

    private Task<bool> Enter() => _breaker.EnterAsync(TestContext.Current.CancellationToken);
}
