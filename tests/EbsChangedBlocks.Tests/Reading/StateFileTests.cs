using System.Security.Cryptography;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Tests.Reading.Simulation;

namespace EbsChangedBlocks.Tests.Reading;

public class StateFileTests
{
    private const string Path = "/images/disk.img.ebsstate";
    private const int SlotLength = 4096;

    private static readonly ImageState State = new()
    {
        Kind = ImageStateKind.Moving,
        First = "snap-a",
        Second = "snap-b",
        BlockSize = 524_288,
        Length = 1L << 40,
        Watermark = 1_234_567,
        Stamp = 638_000_000_000_000_001,
        Run = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef"),
        Basis = ImageBasis.Asserted,
    };

    private readonly TracedDisk _disk = new();

    [Fact]
    public void What_is_written_is_read()
    {
        ImageState whole = State with { Kind = ImageStateKind.Holds, First = null, Basis = ImageBasis.Proven };

        foreach (ImageState state in (ImageState[])[State, whole])
        {
            Write(state);
            Assert.Equal(new FoundState(state, Complaint: null), Read());
        }
    }

    [Fact]
    public void It_is_of_one_run_at_a_time()
    {
        using StateFile file = StateFile.Create(_disk, Path);

        Assert.Equal(
            FailureKind.ImageInUse,
            Assert.Throws<EbsChangedBlocksException>(() => StateFile.Open(_disk, Path)).Kind);
    }

    [Fact]
    public void No_file_is_no_state()
    {
        Assert.Null(StateFile.Open(_disk, Path));
        Assert.Equal(FoundState.None, StateFile.Peek(_disk, Path));
    }

    [Fact]
    public void It_has_its_full_size_and_name_on_disk_before_it_says_anything()
    {
        Write(State);

        DiskOperation[] done = [.. _disk.Done.Where(operation => operation is not DiskOperation.SetStamp)];
        Assert.IsType<DiskOperation.Create>(done[0]);
        Assert.IsType<DiskOperation.FlushNames>(done[1]);
        Assert.Equal(2 * SlotLength, Assert.IsType<DiskOperation.Write>(done[2]).Data.Length);
        Assert.IsType<DiskOperation.Flush>(done[3]);
        Assert.Equal(SlotLength, Assert.IsType<DiskOperation.Write>(done[4]).Data.Length);
        Assert.IsType<DiskOperation.Flush>(done[5]);
        Assert.Equal(6, done.Length);
    }

    [Fact]
    public void Slots_are_written_in_turn_across_runs()
    {
        for (int watermark = 0; watermark < 5; watermark++)
        {
            byte[] before = _disk.Data(Path) ?? new byte[2 * SlotLength];
            Write(State with { Watermark = watermark });
            byte[] after = _disk.Data(Path)!;

            int kept = watermark % 2 == 0 ? 0 : SlotLength;
            Assert.Equal(before[kept..(kept + SlotLength)], after[kept..(kept + SlotLength)]);
            Assert.Equal(watermark, Read().State!.Watermark);
        }
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 40)]
    [InlineData(2, 100)]
    [InlineData(3, 0)]
    [InlineData(3, 40)]
    [InlineData(3, 100)]
    public void A_slot_that_was_half_written_falls_back_to_the_one_before(int writes, int half)
    {
        for (int watermark = 1; watermark < writes; watermark++)
        {
            Write(State with { Watermark = watermark });
        }

        byte[] before = _disk.Data(Path)!;
        Write(State with { Watermark = writes });
        int slot = writes % 2 * SlotLength;
        byte[] torn = _disk.Data(Path)!;
        before.AsSpan(slot + half, SlotLength - half).CopyTo(torn.AsSpan(slot + half));
        _disk.Put(Path, torn);

        Assert.Equal(writes - 1, Read().State!.Watermark);

        Write(State with { Watermark = 100 });
        Assert.Equal(100, Read().State!.Watermark);
        Assert.Equal(
            torn[(SlotLength - slot)..((2 * SlotLength) - slot)],
            _disk.Data(Path)![(SlotLength - slot)..((2 * SlotLength) - slot)]);
    }

    [Fact]
    public void Any_byte_of_a_slot_counts()
    {
        Write(State with { Watermark = 1 });
        Write(State with { Watermark = 2 });
        byte[] whole = _disk.Data(Path)!;

        for (int at = 0; at < SlotLength; at += 37)
        {
            byte[] changed = [.. whole];
            changed[at]++;
            _disk.Put(Path, changed);
            Assert.Equal(1, Read().State!.Watermark);
        }
    }

    [Fact]
    public void Without_a_whole_slot_nothing_can_be_read()
    {
        Write(State);
        Write(State);
        byte[] torn = _disk.Data(Path)!;
        torn[10]++;
        torn[SlotLength + 10]++;
        _disk.Put(Path, torn);

        FoundState found = Read();

        Assert.Null(found.State);
        Assert.Equal($"'{Path}' holds no state of an image that can be read.", found.Complaint);
        Assert.True(found.IsOurs);
        Write(State);
        Assert.Equal(State, Read().State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(2 * SlotLength)]
    public void What_a_run_left_that_wrote_nothing_yet_is_no_state(int length)
    {
        _disk.Put(Path, new byte[length]);
        Assert.Equal(FoundState.None, Read());

        Write(State);
        Assert.Equal(State, Read().State);
        Assert.Equal(2 * SlotLength, _disk.Data(Path)!.Length);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20_000)]
    public void Somebody_elses_file_is_not_ours(int length)
    {
        _disk.Put(Path, [.. Enumerable.Repeat((byte)'x', length)]);

        FoundState found = Read();

        Assert.NotNull(found.Complaint);
        Assert.False(found.IsOurs);
    }

    [Fact]
    public void A_long_file_that_begins_with_zeros_is_not_ours()
    {
        _disk.Put(Path, new byte[20_000]);
        Assert.False(Read().IsOurs);
    }

    [Fact]
    public void Another_version_is_not_read_and_nothing_before_it_either()
    {
        Write(State);
        // The same in the other slot, of another version and with the next number.
        byte[] slots = _disk.Data(Path)!;
        Span<byte> slot = slots.AsSpan(0, SlotLength);
        slots.AsSpan(SlotLength).CopyTo(slot);
        slot[SHA256.HashSizeInBytes] = 2;
        slot[slot.IndexOf("\"version\":1"u8) + "\"version\":".Length] = (byte)'2';
        SHA256.HashData(slot[SHA256.HashSizeInBytes..], slot);
        _disk.Put(Path, slots);

        FoundState found = Read();

        Assert.Null(found.State);
        Assert.NotNull(found.Complaint);
        Assert.False(found.IsOurs);
        Write(State with { Watermark = 7 });
        Assert.Equal(7, Read().State!.Watermark);
    }

    [Fact]
    public void What_another_run_has_written_meanwhile_is_noticed()
    {
        Write(State);
        StateFile late = StateFile.Open(_disk, Path)!;
        // As on network file systems, where a lock does not keep another run out.
        late.Dispose();
        Write(State with { Watermark = 99 });

        Assert.Equal(
            FailureKind.ImageInUse,
            Assert.Throws<EbsChangedBlocksException>(() => late.Write(State)).Kind);
        Assert.Equal(99, Read().State!.Watermark);
    }

    private FoundState Read()
    {
        using StateFile? file = StateFile.Open(_disk, Path);
        Assert.Equal(file?.Found ?? FoundState.None, StateFile.Peek(_disk, Path));
        return StateFile.Peek(_disk, Path);
    }

    private void Write(ImageState state)
    {
        using StateFile file = StateFile.Open(_disk, Path) ?? StateFile.Create(_disk, Path);
        file.Write(state);
    }
}
