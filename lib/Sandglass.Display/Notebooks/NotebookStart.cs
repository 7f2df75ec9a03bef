using System.Globalization;

namespace Sandglass.Display.Notebooks;

/// <summary>What <see cref="Notebook.Start"/> has started.</summary>
/// <param name="Workbench">Version of the library.</param>
/// <param name="DotNet">Major version of .NET: the line stands in committed outputs, and patches differ between machines.</param>
/// <param name="TorchSharp">Version of TorchSharp.</param>
/// <param name="LibTorch">Version of libtorch.</param>
/// <param name="Backend"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Threads">libtorch's threads.</param>
/// <param name="Seed">Seed of libtorch's own generator.</param>
public sealed record NotebookStart(
    string Workbench, int DotNet, string TorchSharp, string LibTorch, string Backend, int Threads, int Seed)
{
    /// <summary>One line, the same on every machine with the same versions and settings.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Sandglass {Workbench} on .NET {DotNet}, TorchSharp {TorchSharp}, libtorch {LibTorch} ({Backend}, threads: {Threads}), seed {Seed}. Presets: {Presets}.");

    private static string Presets => string.Join(", ", Training.Preset.All.Select(preset => preset.Name));
}
