namespace LocalEbs.Tests.Faults;

public sealed class PageFaultTests
{
    [Fact]
    public async Task Blocks_descend()
    {
        (_, Reply second) = await SecondPageAsync("descending");
        Assert.Equal(Enumerable.Range(1000, 1000).Reverse(), second.Indexes);
    }

    [Fact]
    public async Task An_index_comes_again()
    {
        (Reply first, Reply second) = await SecondPageAsync("repeat-index");
        Assert.Equal(first.Indexes[^1], second.Indexes[0]);
        Assert.Equal(Enumerable.Range(1001, 999), second.Indexes[1..]);
    }

    [Theory]
    [InlineData("last-index", 134_217_728)]
    [InlineData("last-index=-1", -1)]
    public async Task An_index_is_one_that_no_volume_has(string fault, int index)
    {
        (_, Reply second) = await SecondPageAsync(fault);
        Assert.Equal(index, second.Indexes[^1]);
        Assert.Equal(Enumerable.Range(1000, 999), second.Indexes[..^1]);
    }

    [Fact]
    public async Task A_page_token_repeats_itself()
    {
        (Reply first, Reply second) = await SecondPageAsync("repeat-token");
        Assert.Equal(first.NextToken, second.NextToken);
        Assert.Equal(1000, second.Indexes[0]);
    }

    [Fact]
    public async Task The_last_page_comes_twice()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("3:repeat-token");
        Reply page = await faulty.ReadNextAsync(await faulty.ReadAsync());
        Reply last = await faulty.ReadNextAsync(page);
        Reply again = await faulty.ReadNextAsync(last);
        Assert.Equal(48, last.Indexes.Length);
        Assert.Equal(last.Indexes, again.Indexes);
        Assert.Null(again.NextToken);
    }

    [Fact]
    public async Task A_page_token_is_not_of_the_models_pattern()
    {
        (_, Reply second) = await SecondPageAsync("bad-token");
        Assert.DoesNotMatch("^[A-Za-z0-9+/=]+$", second.NextToken);
    }

    [Fact]
    public async Task A_block_token_is_not_of_the_models_pattern()
    {
        (_, Reply second) = await SecondPageAsync("bad-block-token");
        Assert.Contains("BlockToken\":\"no token!\"", second.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("block-size", "BlockSize", 1_048_576)]
    [InlineData("volume-size", "VolumeSize", 2)]
    public async Task A_size_changes_in_mid_listing(string fault, string member, int value)
    {
        (Reply first, Reply second) = await SecondPageAsync(fault);
        Assert.NotEqual(value, (int)first.Json[member]!);
        Assert.Equal(value, (int)second.Json[member]!);
    }

    [Theory]
    [InlineData("no-list", """^\{"BlockSize":524288,"ExpiryTime":[^\[]+\}$""")]
    [InlineData("null-list", """^\{"BlockSize":524288,"Blocks":null,"ExpiryTime":""")]
    [InlineData("other-list", ""","ChangedBlocks":\[\{"BlockIndex":1000,""")]
    [InlineData("repeat-list", ""","Blocks":\[\{"BlockIndex":1000,.+,"Blocks":\[\]\}$""")]
    [InlineData("repeat-member", ""","NextToken":"[^"]+",.+,"NextToken":null\}$""")]
    public async Task A_member_is_missing_or_there_twice(string fault, string body)
    {
        (_, Reply second) = await SecondPageAsync(fault);
        Assert.Matches(body, second.Text);
    }

    [Fact]
    public async Task What_is_not_edited_stays_as_it_was()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("1:bad-token");
        Reply edited = await faulty.ReadAsync();
        Reply proper = await faulty.ReadAsync();
        Assert.Equal(proper.Indexes, edited.Indexes);
        Assert.StartsWith(
            """{"BlockSize":524288,"Blocks":[{"BlockIndex":0,"BlockToken":""", edited.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_edited_so_counts_as_no_fault()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("1:repeat-index", "2:repeat-token");
        Assert.Equal(0, (await faulty.ReadAsync()).Indexes[0]);
        Assert.NotNull((await faulty.ReadAsync()).NextToken);
        Assert.All(await faulty.CompletedAsync(2), record => Assert.Null(record.Fault));
    }

    private static async Task<(Reply First, Reply Second)> SecondPageAsync(string fault)
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync($"2:{fault}");
        Reply first = await faulty.ReadAsync();
        Reply second = await faulty.ReadNextAsync(first);
        Assert.Equal([null, fault.Split('=')[0]], (await faulty.CompletedAsync(2)).Select(record => record.Fault));
        return (first, second);
    }
}
