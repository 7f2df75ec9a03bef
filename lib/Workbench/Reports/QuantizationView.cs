using Sandglass;
using Sandglass.Deployment.Quantization;
using Sandglass.Display;
using static Workbench.Reports.Wording;

namespace Workbench.Reports;

/// <summary>What <c>workbench quantize</c> prints.</summary>
internal static class QuantizationView
{
    internal static void Write(TextWriter output, Run run, QuantizationScheme scheme, ClassifierQuantizer quantizer, QuantizedClassifier result, bool layers)
    {
        output.WriteLine($"{run.Name}, run {run.Hash}: weights in {scheme.WeightBits} bits with {(scheme.PerChannel ? "a scale for each channel" : "one scale each")}, activations in {scheme.ActivationBits} bits");
        output.WriteLine();
        var rows = new List<string[]> { new[] { "single precision", Share(quantizer.Exact), "", "" } };
        if (result.Equalized is { } equalized)
        {
            rows.Add(Row("single precision, equalized", quantizer, quantizer.Simulated(equalized)));
        }

        rows.Add(Row("quantized, simulated", quantizer, quantizer.Simulated(result.Graph)));
        rows.Add(Row("quantized, ONNX Runtime", quantizer, quantizer.InRuntime(result.Graph)));
        Table.Of(["Network", "#Test\naccuracy %", "#Change,\npoints", "95 % interval"], rows).Write(output);
        output.WriteLine();
        output.WriteLine($"{CellText.Whole(quantizer.Exact.Count)} test images; the interval resamples them. It says nothing of other seeds: a study does.");
        if (result.Replaced > 0)
        {
            output.WriteLine($"Equalization made {Counted(result.Replaced, "ReLU6")} a ReLU, which computes something else where a value was above 6.");
        }

        foreach (var layer in result.InFloat)
        {
            output.WriteLine(FormattableString.Invariant($"in single precision: {layer.Node}, which alone changes the scores by {100 * Math.Sqrt(layer.Error):0.0} % of their size"));
        }

        if (layers)
        {
            output.WriteLine();
            Table.Of(
                ["After", "#Signal to\nnoise, dB", "#Cosine"],
                result.Errors.Select(error => (string[])[error.Value, FormattableString.Invariant($"{error.SignalToNoise:0.0}"), FormattableString.Invariant($"{error.Cosine:0.0000}")]))
                .Write(output);
        }
    }

    private static string[] Row(string network, ClassifierQuantizer quantizer, IReadOnlyList<bool> correct)
    {
        var change = quantizer.Change(correct);
        return [network, Share(correct), Points(change.Mean), $"{Points(change.Low)} to {Points(change.High)}"];
    }

    private static string Share(IReadOnlyList<bool> correct) => Percent((double)correct.Count(right => right) / correct.Count);
}
