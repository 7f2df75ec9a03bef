using System.Runtime.CompilerServices;
using Sandglass.Display.Formatters;
using Sandglass.Display.Notebooks;
using Sandglass.Display.Style;
using Sandglass.Runtime;
using TorchSharp;

namespace Sandglass;

/// <summary>What a notebook or a program calls first.</summary>
public static class Workbench
{
    private static readonly Lazy<bool> Prepared = new(Prepare);

    /// <summary>
    /// Makes the workbench ready: loads libtorch, sets its seed and threads, finds FSharp.Core whether the host has one or
    /// not, and teaches a notebook to show blocks, networks, counts, runs, studies, tensors, tables and figures. Calling it again
    /// only sets seed and threads anew.
    /// </summary>
    /// <param name="seed">Seed of libtorch's own generator. Runs take theirs from their spec.</param>
    /// <param name="threads">libtorch's threads. Results are equal to the bit only for the same number.</param>
    /// <returns>What was started, in one line: the same on every machine with the same versions and settings.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not positive.</exception>
    /// <exception cref="NativeLoadException">libtorch does not load.</exception>
    public static string Start(int seed = 1, int threads = 1)
    {
        TorchRuntime.Start(threads);
        _ = Prepared.Value;
        SetSeed(seed);
        var environment = EnvironmentFingerprint.Capture();
        // Of .NET the major version alone: the line stands in committed outputs, and patches differ between machines.
        return FormattableString.Invariant($"Sandglass {environment.Workbench} on .NET {Environment.Version.Major}, TorchSharp {environment.TorchSharp}, libtorch {environment.LibTorch} ({environment.Backend}, threads: {threads}), seed {seed}. Presets: {string.Join(", ", Preset.All.Select(preset => preset.Name))}.");
    }

    private static bool Prepare()
    {
        FSharpCore.Resolve();
        BundledFont.Install();
        AllFormatters.Register();
        NotebookHost.Connect();
        return true;
    }

    // Not inlined, because a method that mentions torch looks for the natives before it begins.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SetSeed(int seed) => torch.random.manual_seed(seed).Dispose();
}
