using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Compute.Tests;

/// <summary>Long training by the fused kernels. It counts what the whole process holds, so nothing runs beside it.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    private const int Steps = 1000;
    private const int WarmUp = 100;
    private const long MostPerStep = 400_000; // managed bytes, all threads

    /// <summary>
    /// The allocator grows in strides of some megabytes; the room for them would hold a leak of 36 kB a step, where one map
    /// of this network has hundreds.
    /// </summary>
    [Fact(Skip = "set WORKBENCH_DEEP=1", SkipUnless = nameof(IsAsked))]
    public void A_thousand_steps_leave_the_memory_as_the_first_hundred_did()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "resident memory is read from /proc/self/status");
        var (resident, managed) = (new List<double>(), new List<double>());
        var allocated = 0L;
        Train(step =>
        {
            if (step == WarmUp)
            {
                allocated = GC.GetTotalAllocatedBytes(precise: true);
            }

            if (step >= WarmUp && step % WarmUp == 0)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                GC.Collect();
                managed.Add(GC.GetGCMemoryInfo(GCKind.FullBlocking).HeapSizeBytes / 1e6);
                resident.Add(Resident());
            }
        });
        var perStep = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (Steps - WarmUp);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{perStep} bytes a step; resident {string.Join(" ", resident.Select(mb => $"{mb:0.0}"))} MB; managed {string.Join(" ", managed.Select(mb => $"{mb:0.00}"))} MB"));
        Assert.InRange(perStep, 1, MostPerStep);
        Assert.InRange(resident[^1] - resident[0], -100, 32);
        Assert.InRange(managed[^1] - managed[0], -100, 1);
    }

    public static bool IsAsked => Environment.GetEnvironmentVariable("WORKBENCH_DEEP") == "1";

    private static void Train(Action<int> after)
    {
        var recipe = Preset.Standard.Recipe;
        using var network = new BottleneckNetwork(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.25), new RandomStreams(1), recipe.Initialization);
        FusedLayers.In(network);
        network.train();
        using var optimizer = new WeightOptimizer(network, recipe);
        using var random = new Generator(7);
        using var images = randn([16, 1, 28, 28], generator: random);
        using var labels = randint(0, 10, [16], generator: random);
        for (var step = 1; step <= Steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.ZeroGradients();
            var loss = F.cross_entropy(network.call(images), labels);
            loss.backward();
            optimizer.Step(0.003);
            after(step);
        }
    }

    // A line such as "VmRSS:     123456 kB", where kB are 1,024 bytes.
    private static double Resident() => 1024e-6 * double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))[6..^2],
        System.Globalization.CultureInfo.InvariantCulture);
}
