using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Reading;

/// <summary>
/// Makes a file hold a snapshot, from whatever it holds. In an order in which a crash at any moment leaves an image
/// that says what it is: first the state says that the image is on the way, then the image loses its name, then it is
/// changed, then the state says which file it is that gets the name back, and only then the state says what it holds;
/// each of them lasting before the next begins.
/// </summary>
/// <param name="list">Lists pairs.</param>
/// <param name="reader">Reads blocks.</param>
/// <param name="disk">Where images are.</param>
/// <param name="parallelism">How many blocks are read at once.</param>
/// <param name="time">The clock.</param>
internal sealed class ImageSaver(
    ListPair list, BlockReader reader, IImageDisk disk, int parallelism, TimeProvider time)
{
    /// <summary>
    /// A page feeds twelve seconds of reading, so few ahead are enough; more matter where much is written and little
    /// changed.
    /// </summary>
    private const int ListingParallelism = 4;

    private const long GiB = 1L << 30;

    /// <summary>Told of how far an image is, by any thread.</summary>
    public Action<SnapshotHead, FillProgress> OnProgress { get; init; } = (_, _) => { };

    /// <summary>Makes the file hold the snapshot.</summary>
    /// <exception cref="EbsChangedBlocksException">It cannot be; the same again goes on from what there is.</exception>
    public async Task<ImageResult> SaveAsync(ImageRequest wanted, CancellationToken cancellationToken)
    {
        var files = new ImageFiles(wanted.Path);
        using StateFile? found = StateFile.Open(disk, files.State);
        SavePlan plan = Plan(wanted, files, found?.Found ?? FoundState.None);
        if (plan.NeedsName)
        {
            disk.Move(files.Partial, files.Image);
        }

        if (plan.Outcome == SaveOutcome.Unchanged)
        {
            ImageState held = found!.Found.State!;
            return new ImageResult(plan, new SnapshotHead(held.Length, held.BlockSize), default);
        }

        SnapshotHead head = await reader
            .GetHeadAsync(wanted.SnapshotId, reads: true, cancellationToken).ConfigureAwait(false);
        RefuseShrinking(wanted, files, found?.Found.State, plan, head);
        var pair = new SnapshotPair(plan.First, wanted.SnapshotId);
        if (plan.NeedsProbe)
        {
            await ProbeAsync(pair, files, head, cancellationToken).ConfigureAwait(false);
        }

        using var listing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IAsyncEnumerator<BlockPage> pages = List(pair, plan.Watermark, listing.Token);
        await using (pages.ConfigureAwait(false))
        {
            // What cannot be listed, such as an unrelated pair, is known before anything is changed.
            bool hasPage = plan.Watermark < head.BlockCount
                && await pages.MoveNextAsync().ConfigureAwait(false);
            using StateFile? made = found is null ? StateFile.Create(disk, files.State) : null;
            StateFile state = found ?? made!;
            ImageState moving = Moving(plan, wanted, head) with
            {
                Stamp = plan.Outcome == SaveOutcome.Updated ? Settle(files.Image) : state.Found.State?.Stamp ?? 0,
            };
            state.Write(moving);
            FillProgress filled;
            using (IImageFile image = Take(files, plan, head))
            {
                using var fill = new ImageFill(image, state, moving, reader, parallelism, time)
                {
                    OnBlock = progress => OnProgress(head, progress),
                };
                using CancellationTokenRegistration givingUp = fill.GivingUp.Register(listing.Cancel);
                await fill.RunAsync(pages, hasPage, cancellationToken).ConfigureAwait(false);
                filled = fill.Progress;
                image.Touch();
                image.Flush();
                moving = moving with { Watermark = (int)head.BlockCount, Stamp = image.Facts.Stamp };
            }

            state.Write(moving);
            disk.Move(files.Partial, files.Image);
            state.Write(moving with { Kind = ImageStateKind.Holds });
            return new ImageResult(plan, head, filled);
        }
    }

    /// <summary>What saving would do; changes nothing and reads no block.</summary>
    public async Task<ImageForecast> ForecastAsync(ImageRequest wanted, CancellationToken cancellationToken)
    {
        var files = new ImageFiles(wanted.Path);
        FoundState found = StateFile.Peek(disk, files.State);
        SavePlan plan = Plan(wanted, files, found);
        if (plan.Outcome == SaveOutcome.Unchanged)
        {
            return new ImageForecast(plan, Reads: 0, Zeros: 0, BlockSize: 0);
        }

        SnapshotHead head = await reader
            .GetHeadAsync(wanted.SnapshotId, reads: false, cancellationToken).ConfigureAwait(false);
        RefuseShrinking(wanted, files, found.State, plan, head);
        (long reads, long zeros) = (0, 0);
        if (plan.Watermark < head.BlockCount)
        {
            IAsyncEnumerator<BlockPage> pages =
                List(new SnapshotPair(plan.First, wanted.SnapshotId), plan.Watermark, cancellationToken);
            await using (pages.ConfigureAwait(false))
            {
                while (await pages.MoveNextAsync().ConfigureAwait(false))
                {
                    int removed = pages.Current.Blocks.Count(block => !block.SecondToken.IsPresent);
                    zeros += removed;
                    reads += pages.Current.Blocks.Count - removed;
                }
            }
        }

        return new ImageForecast(plan, reads, zeros, head.BlockSize);
    }

    private SavePlan Plan(ImageRequest wanted, ImageFiles files, FoundState state) =>
        SavePlan.Of(wanted, state, disk.Find(files.Image), disk.Find(files.Partial));

    private void RefuseShrinking(
        ImageRequest wanted, ImageFiles files, ImageState? state, SavePlan plan, SnapshotHead head)
    {
        if (plan.Outcome == SaveOutcome.Resumed
            && (state!.Length, state.BlockSize) != (head.VolumeSize, head.BlockSize))
        {
            throw new EbsChangedBlocksException(
                FailureKind.InvalidServiceResponse,
                $"{wanted.SnapshotId} is said to be of {head.VolumeSize} bytes in blocks of {head.BlockSize}, and of "
                + $"{state.Length} in blocks of {state.BlockSize} before.");
        }

        long length = (disk.Find(files.Image) ?? disk.Find(files.Partial))?.Length ?? 0;
        if (plan.First is not null && length > head.VolumeSize)
        {
            throw new EbsChangedBlocksException(
                FailureKind.VolumeShrunk,
                $"'{files.Image}' has {length} bytes, and the volume of {wanted.SnapshotId} only {head.VolumeSize}.");
        }
    }

    private IAsyncEnumerator<BlockPage> List(SnapshotPair pair, int start, CancellationToken cancellationToken)
    {
        var wanted = new ListingRequest(pair) { StartingBlockIndex = start };
        return CountAsync(list(wanted, ListingParallelism, cancellationToken)).GetAsyncEnumerator(cancellationToken);
    }

    private async IAsyncEnumerable<BlockPage> CountAsync(IAsyncEnumerable<BlockPage> pages)
    {
        await foreach (BlockPage page in pages.ConfigureAwait(false))
        {
            reader.Cost.AddLists(page.Cost);
            reader.Log.Verbose(page.Describe());
            yield return page;
        }
    }

    private async Task ProbeAsync(
        SnapshotPair pair, ImageFiles files, SnapshotHead head, CancellationToken cancellationToken)
    {
        var probe = new ImageProbe(reader, Random.Shared);
        IAsyncEnumerator<BlockPage> pages = List(pair, start: 0, cancellationToken);
        await using (pages.ConfigureAwait(false))
        {
            while (await pages.MoveNextAsync().ConfigureAwait(false))
            {
                probe.Add(pages.Current);
            }
        }

        using IImageFile image = disk.Open(files.Image);
        await probe.CompareAsync(pair, image, files.Image, head.BlockSize, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes last what will not be written again: an image that was copied a moment ago may not be on disk yet.
    /// </summary>
    /// <returns>The time of its last write.</returns>
    private long Settle(string path)
    {
        using IImageFile image = disk.Open(path);
        image.Flush();
        return image.Facts.Stamp;
    }

    private static ImageState Moving(SavePlan plan, ImageRequest wanted, SnapshotHead head) => new()
    {
        Kind = ImageStateKind.Moving,
        First = plan.First,
        Second = wanted.SnapshotId,
        BlockSize = head.BlockSize,
        Length = head.VolumeSize,
        Watermark = plan.Watermark,
        Run = Guid.NewGuid(),
        Basis = plan.Basis,
    };

    /// <summary>Opens the image under the name of one that is being changed, at its full length.</summary>
    private IImageFile Take(ImageFiles files, SavePlan plan, SnapshotHead head)
    {
        if (disk.Find(files.Image) is not null)
        {
            disk.Move(files.Image, files.Partial);
        }

        bool isThere = disk.Find(files.Partial) is not null;
        IImageFile image = isThere ? disk.Open(files.Partial) : disk.Create(files.Partial);
        try
        {
            if (!isThere)
            {
                disk.FlushFolder(files.Partial);
            }

            if (plan is { First: null, Watermark: 0 })
            {
                image.SetLength(0);
                WarnOfSpace(image, files, head);
            }

            image.SetLength(head.VolumeSize);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private void WarnOfSpace(IImageFile image, ImageFiles files, SnapshotHead head)
    {
        if (!image.HasHoles)
        {
            string free = disk.FreeSpace(files.Image) is long bytes ? $", of {bytes / GiB} GiB that are free" : "";
            reader.Log.Warning(
                $"The file system of '{files.Image}' has no holes in files: the image takes all "
                + $"{head.VolumeSize / GiB} GiB of the volume{free}.");
        }
    }
}

/// <summary>What became of an image.</summary>
internal sealed record ImageResult(SavePlan Plan, SnapshotHead Head, FillProgress Filled);

/// <summary>What would become of it.</summary>
/// <param name="Plan">How.</param>
/// <param name="Reads">Blocks that would be read.</param>
/// <param name="Zeros">Blocks that would become zeros without being read.</param>
/// <param name="BlockSize">In bytes.</param>
internal sealed record ImageForecast(SavePlan Plan, long Reads, long Zeros, int BlockSize);
