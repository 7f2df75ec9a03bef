using System.Collections.Concurrent;
using Sandglass.Data;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Tests.Data;

// On the CPU, where a copy is a copy too: what is left out is the way by page-locked memory.
public sealed class DevicePrefetchTests
{
    [Fact]
    public void On_the_cpu_batches_are_passed_on()
    {
        var source = Source(3, new());
        Assert.Same(source, DevicePrefetch.Of(source, CPU));
    }

    [Fact]
    public void Copies_come_in_order_and_the_originals_are_freed()
    {
        var made = new ConcurrentQueue<Numbered>();
        var taken = new List<int>();
        foreach (var batch in DevicePrefetch.Copied(Source(5, made), CPU))
        {
            using (batch)
            {
                Assert.DoesNotContain(batch, made);
                taken.Add(batch.Number);
            }
        }

        Assert.Equal([0, 1, 2, 3, 4], taken);
        Assert.All(made, batch => Assert.True(batch.IsFree));
    }

    [Fact]
    public void At_most_three_are_under_way()
    {
        var made = new ConcurrentQueue<Numbered>();
        using var batches = DevicePrefetch.Copied(Source(50, made), CPU).GetEnumerator();
        Assert.True(batches.MoveNext());
        Thread.Sleep(100);
        Assert.InRange(made.Count, 1, 3); // taken, kept, and waiting to be kept
    }

    [Fact]
    public void What_is_made_and_not_taken_is_freed()
    {
        var (made, copies) = (new ConcurrentQueue<Numbered>(), new ConcurrentQueue<Numbered>());
        foreach (var batch in DevicePrefetch.Copied(Source(50, made, copies), CPU))
        {
            batch.Dispose();
            break;
        }

        Assert.All(made.Concat(copies), batch => Assert.True(batch.IsFree));
        Assert.InRange(made.Count, 1, 49);
    }

    [Fact]
    public void An_error_comes_after_the_batches_before_it()
    {
        static IEnumerable<Numbered> Failing()
        {
            yield return new Numbered(0, new());
            throw new WorkbenchException("image 7 cannot be read");
        }

        var taken = new List<int>();
        var error = Assert.Throws<WorkbenchException>(() =>
        {
            foreach (var batch in DevicePrefetch.Copied(Failing(), CPU))
            {
                taken.Add(batch.Number);
                batch.Dispose();
            }
        });
        Assert.Equal("image 7 cannot be read", error.Message);
        Assert.Equal([0], taken);
    }

    [Fact]
    public void A_batch_of_images_keeps_its_numbers_and_its_layout()
    {
        var images = SmallImages.Make(6);
        var loader = new DataLoader(images, 3, Normalization.Of(images), Augmentation.None, new RandomStreams(1));
        foreach (var (plain, copied) in loader.Epoch(1).Zip(DevicePrefetch.Copied(loader.Epoch(1), CPU)))
        {
            using (plain)
            using (copied)
            {
                Assert.Equal(plain.Images.stride(), copied.Images.stride());
                using var scope = NewDisposeScope();
                Assert.Equal(plain.Images.contiguous().data<float>().ToArray(), copied.Images.contiguous().data<float>().ToArray());
                Assert.Equal(plain.Labels.data<long>().ToArray(), copied.Labels.data<long>().ToArray());
            }
        }
    }

    private static IEnumerable<Numbered> Source(int count, ConcurrentQueue<Numbered> made, ConcurrentQueue<Numbered>? copies = null)
    {
        for (var i = 0; i < count; i++)
        {
            var batch = new Numbered(i, copies ?? new());
            made.Enqueue(batch);
            yield return batch;
        }
    }

    private sealed class Numbered(int number, ConcurrentQueue<Numbered> copies) : IDeviceBatch<Numbered>
    {
        public int Number => number;

        public bool IsFree { get; private set; }

        public Numbered CopiedTo(Device device)
        {
            var copy = new Numbered(number, copies);
            copies.Enqueue(copy);
            return copy;
        }

        public void Dispose() => IsFree = true;
    }
}
