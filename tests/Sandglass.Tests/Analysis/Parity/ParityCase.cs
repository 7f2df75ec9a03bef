using System.Diagnostics;
using System.Text.Json;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Tests.Data;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Parity;

/// <summary>
/// A network and its batches as files, and the scripts of tests/parity that read them: the network goes as a flat list
/// of operations, so that Python builds it without our blocks.
/// </summary>
internal sealed class ParityCase : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly TemporaryFolder _folder = new();

    /// <param name="network">The network, with the weights and statistics that Python gets.</param>
    /// <param name="batches">Mini-batches of one size.</param>
    /// <param name="groups">Names of the groups of parameters.</param>
    /// <param name="labelSmoothing">Share of the target spread evenly.</param>
    public ParityCase(BottleneckNetwork network, IReadOnlyList<Batch> batches, IEnumerable<string> groups, double labelSmoothing)
    {
        using var scope = NewDisposeScope();
        Safetensors.Write(_folder["weights.safetensors"], network.state_dict());
        Safetensors.Write(_folder["batches.safetensors"], new Dictionary<string, Tensor>
        {
            ["images"] = cat([.. batches.Select(batch => batch.Images)]),
            ["labels"] = cat([.. batches.Select(batch => batch.Labels)]),
        });
        File.WriteAllText(_folder["case.json"], JsonSerializer.Serialize(new
        {
            layers = PlanOperations.Of(network.Plan).ToArray(),
            groups = groups.ToArray(),
            batch_size = batches[0].Count,
            label_smoothing = labelSmoothing,
        }));
    }

    /// <summary>What a script of tests/parity prints.</summary>
    public JsonDocument Run(string script)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "parity", script), _folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return JsonDocument.Parse(output);
    }

    public void Dispose() => _folder.Dispose();
}
