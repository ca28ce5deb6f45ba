using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Reading.Simulation;
using EbsChangedBlocks.Tests.Requests;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Reading;

/// <summary>
/// What holds whenever the power is cut, whatever of the unflushed writes is lost. A case is a seed; EBS_POWER_CUTS
/// says how many to run.
/// </summary>
public class PowerLossProperties
{
    private const string Path = "/images/disk.img";

    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("EBS_POWER_CUTS") ?? "300");

    private static readonly int First = int.Parse(Environment.GetEnvironmentVariable("EBS_POWER_CUTS_FROM") ?? "0");

    [Fact]
    public Task The_same_command_again_ends_in_the_snapshot() =>
        // A thread of its own, which may wait for the pool's.
        Task.Factory.StartNew(
            () =>
            {
                for (int seed = First; seed < First + Cases; seed++)
                {
                    try
                    {
                        new Case(seed).Run();
                    }
                    catch (Exception e)
                    {
                        throw new InvalidOperationException($"It does not hold for seed {seed}: {e.Message}", e);
                    }
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>Three snapshots of a volume, a disk, and what is asked for in turn.</summary>
    private sealed class Case
    {
        private readonly Random _random;
        private readonly SimulatedSnapshots _snapshots;
        private readonly int _parallelism;
        private TracedDisk _disk;

        public Case(int seed)
        {
            _random = new Random(seed);
            SimulatedSnapshot a = Later(new(_random.Next(1, 12), new Dictionary<int, byte[]>()), 0.7);
            SimulatedSnapshot b = Later(a, _random.NextDouble());
            SimulatedSnapshot c = Later(b, _random.NextDouble());
            _snapshots = new SimulatedSnapshots(
                new Dictionary<string, SimulatedSnapshot> { ["snap-a"] = a, ["snap-b"] = b, ["snap-c"] = c })
            {
                PageLength = _random.Next(1, 8),
            };
            _parallelism = _random.Next(1, 6);
            _disk = new TracedDisk { HasCoarseClock = _random.Next(2) == 0 };
        }

        public void Run()
        {
            switch (_random.Next(6))
            {
                case 0:
                    Bring("snap-a");
                    break;
                case 1:
                    Bring("snap-a", "snap-b");
                    break;
                case 2:
                    Bring("snap-a", "snap-b", "snap-c");
                    break;
                case 3:
                    byte[] other = new byte[_random.Next(20_000)];
                    _random.NextBytes(other);
                    Put(other);
                    Bring(new ImageRequest("snap-b", Path) { IsForced = true });
                    Bring("snap-c");
                    break;
                case 4:
                    Put(_snapshots["snap-a"].Image);
                    Bring(new ImageRequest("snap-b", Path) { First = "snap-a", IsTrusted = true });
                    break;
                default:
                    Bring("snap-a");
                    Save(new ImageRequest("snap-b", Path));
                    _disk = _disk.PowerCut(_random.Next(_disk.Done.Count + 1), _random);
                    Bring(new ImageRequest("snap-c", Path) { IsForced = true });
                    break;
            }
        }

        private void Put(byte[] data)
        {
            _disk.Put(Path, data);
            using IImageFile file = _disk.Open(Path);
            file.Flush();
        }

        private void Bring(params string[] snapshotIds)
        {
            foreach (string snapshotId in snapshotIds)
            {
                Bring(new ImageRequest(snapshotId, Path));
            }
        }

        /// <summary>Saves, with the power cut a few times.</summary>
        private void Bring(ImageRequest wanted)
        {
            byte[] target = _snapshots[wanted.SnapshotId].Image;
            byte[]?[] wholes = [null, _disk.Data(Path), target];
            for (int cuts = _random.Next(4); cuts > 0; cuts--)
            {
                int start = _disk.Done.Count;
                Save(wanted);
                int end = _disk.Done.Count;
                for (int at = start; at <= end; at++)
                {
                    Check(_disk.PowerCut(at, _random), wanted, wholes);
                }

                _disk = _disk.PowerCut(_random.Next(start, end + 1), _random);
                if (_disk.Data(Path) is null)
                {
                    wholes[1] = null;
                }
            }

            Save(wanted);
            Assert.Equal(target, _disk.Data(Path));
            Check(_disk.PowerCut(_disk.Done.Count, _random), wanted, [target]);
        }

        /// <summary>
        /// Under its own name an image is whole, it is what its state says, as far as that says it is; and the same
        /// again finds a way.
        /// </summary>
        private void Check(TracedDisk disk, ImageRequest wanted, byte[]?[] wholes)
        {
            byte[]? image = disk.Data(Path);
            Assert.True(wholes.Any(whole => Same(whole, image)), "An image under its own name is not whole.");
            var files = new ImageFiles(Path);
            FoundState found = StateFile.Peek(disk, files.State);
            SavePlan.Of(wanted, found, disk.Find(Path), disk.Find(files.Partial));
            if (found.State is { Kind: ImageStateKind.Holds } state)
            {
                Assert.True(Same(_snapshots[state.Second].Image, image), $"It does not hold {state.Second}.");
                Assert.Equal(new FileFacts(state.Length, state.Stamp), disk.Find(Path));
            }
            else if (found.State is { Watermark: > 0 } moving)
            {
                int length = moving.Watermark * moving.BlockSize;
                Assert.True(
                    Same(_snapshots[moving.Second].Image[..length], (image ?? disk.Data(files.Partial))?[..length]),
                    $"It has not got all of {moving.Second} before block {moving.Watermark}.");
            }
        }

        /// <summary>Runs to the end, blocks coming in any order, and writes while a checkpoint is made.</summary>
        private void Save(ImageRequest wanted)
        {
            int start = _disk.Done.Count;
            var held = new HeldBlocks(_snapshots, _parallelism);
            var time = new FakeTimeProvider();
            RequestRunner requests = QuietRequests.At(1e9, new FakeTimeProvider());
            using var reader = new BlockReader(
                held, requests, _snapshots, requests, new CostMeter(new Prices(0, 0), maximum: 0));
            var saver = new ImageSaver(List, reader, _disk, _parallelism, time)
            {
                OnProgress = (_, _) => held.End(),
            };
            Task<ImageResult> saving = Task.Run(() => saver.SaveAsync(wanted, CancellationToken.None));
            _ = saving.ContinueWith(_ => held.Wake(), TaskScheduler.Default);
            _disk.Before = _disk.After = Interfere;

            while (!saving.IsCompleted)
            {
                held.WaitForWork(saving);
                if (held.AnyWaits)
                {
                    if (_random.Next(2) == 0)
                    {
                        time.Advance(TimeSpan.FromSeconds(5));
                    }

                    Answer();
                }
            }

            _disk.Before = _disk.After = _ => { };
            saving.GetAwaiter().GetResult();
            _disk.Settle(start);

            IAsyncEnumerable<BlockPage> List(ListingRequest listing, int ahead, CancellationToken cancellationToken)
            {
                held.Expect(listing.Pair, _snapshots.Changes(listing.Pair, listing.StartingBlockIndex));
                return _snapshots.ListAsync(listing, ahead, cancellationToken);
            }

            void Interfere(DiskOperation operation)
            {
                if (operation is DiskOperation.Flush)
                {
                    Answer();
                }
            }

            void Answer()
            {
                while (held.AnyWaits && _random.Next(3) > 0)
                {
                    held.Answer(_random);
                    held.WaitForRest();
                }
            }
        }

        /// <summary>
        /// A snapshot of what has become of the volume: grown or not, and some blocks written or trimmed.
        /// </summary>
        private SimulatedSnapshot Later(SimulatedSnapshot before, double share)
        {
            int count = before.BlockCount + (_random.Next(2) * _random.Next(5));
            Dictionary<int, byte[]> blocks = new(before.Blocks);
            for (int index = 0; index < count; index++)
            {
                if (_random.NextDouble() >= share)
                {
                    continue;
                }

                switch (_random.Next(6))
                {
                    case 0 or 1:
                        blocks.Remove(index);
                        break;
                    case 2:
                        blocks[index] = new byte[SimulatedSnapshot.BlockSize];
                        break;
                    default:
                        byte[] data = new byte[SimulatedSnapshot.BlockSize];
                        _random.NextBytes(data);
                        blocks[index] = data;
                        break;
                }
            }

            return new SimulatedSnapshot(count, blocks);
        }

        private static bool Same(byte[]? one, byte[]? other) =>
            one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);
    }
}
