using Sandglass;
using Sandglass.Detection.Metric;
using Sandglass.Detection.Training;

namespace Workbench.Reports;

/// <summary>What the detection commands say of a detector.</summary>
internal static class DetectReport
{
    internal static void WriteRun(Run run, string how, TextWriter output)
    {
        var (summary, result) = (run.Summary, run.Result<DetectionResult>());
        var validation = result.ValidationPrecision is { } map ? FormattableString.Invariant($", validation {100 * map:0.0} % (area)") : "";
        output.WriteLine(FormattableString.Invariant($"""
            {summary.Name}, seed {run.Spec.Seed}: {how} in {run.Directory}
            mAP: test {100 * result.ElevenPoint:0.0} % (11 points, VOC 2007), {100 * result.Area:0.0} % (area, VOC 2010){validation}
            cost: {summary.Parameters:n0} parameters, {summary.MultiplyAdds:n0} multiply-adds (convolutions)
            time: {run.Spec.Recipe.Epochs} epochs in {run.Seconds:0.0} s, {run.ImagesPerSecond:0.0} training pictures/s on {run.Spec.Threads} thread
            """));
    }

    internal static void WritePrecision(string title, VocPrecision precision, IReadOnlyList<string> classes, TextWriter output)
    {
        var width = Math.Max("class".Length, classes.Max(name => name.Length));
        output.WriteLine(title);
        output.WriteLine($"{"class".PadRight(width)}  11 points   area  objects");
        foreach (var (name, of) in classes.Zip(precision.Classes))
        {
            output.WriteLine($"{name.PadRight(width)}  {Share(of.ElevenPoint),9}  {Share(of.Area),5}  {of.Curve.Objects,7}");
        }

        output.WriteLine($"{"mean".PadRight(width)}  {Share(precision.MeanElevenPoint),9}  {Share(precision.MeanArea),5}  {precision.Classes.Sum(of => of.Curve.Objects),7}");
    }

    private static string Share(double value) => double.IsNaN(value) ? "-" : FormattableString.Invariant($"{100 * value:0.0}");
}
