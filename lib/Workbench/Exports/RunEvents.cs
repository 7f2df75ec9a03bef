using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Tensorboard;
using SummaryValue = Tensorboard.Summary.Types.Value;

namespace Workbench.Exports;

/// <summary>A run as TensorBoard's events: curves, hyperparameters and a text.</summary>
internal static class RunEvents
{
    /// <summary>Name of the file; TensorBoard looks for <c>tfevents</c>.</summary>
    public const string File = "events.out.tfevents.0.workbench";

    private const string Version = "brain.Event:2";
    private const string TextTag = "run/text_summary";
    private const string SettingsTag = "_hparams_/session_start_info";
    private const int SessionStartInfo = 3; // of HParamsPluginData

    /// <summary>
    /// The events of a run: each number of each epoch under the name of its column, and each of the result as <c>result/NAME</c>. Time is
    /// counted from the run's begin, by the seconds that its files tell, so that the same run gives the same bytes.
    /// </summary>
    /// <param name="run">The run.</param>
    public static IEnumerable<Event> Of(ExportedRun run)
    {
        var (seconds, last) = (0.0, 0L);
        yield return new Event { FileVersion = Version };
        yield return At(0, 0, [Settings(run), Text(run)]);
        foreach (var (i, row) in run.Epochs.Index())
        {
            last = row.FirstOrDefault(cell => cell.Name == "epoch").Value is long epoch ? epoch : i + 1;
            seconds += i < run.Run.Timing.Count ? run.Run.Timing[i].TrainingSeconds + run.Run.Timing[i].EvaluationSeconds : 0;
            yield return At(seconds, last, Scalars("", row.Where(cell => cell.Name != "epoch")));
        }

        yield return At(seconds, last, Scalars("result/", run.Results));
    }

    private static Event At(double seconds, long step, IEnumerable<SummaryValue> values)
    {
        var summary = new Summary();
        summary.Value.Add(values);
        return new Event { WallTime = seconds, Step = step, Summary = summary };
    }

    private static IEnumerable<SummaryValue> Scalars(string prefix, IEnumerable<(string Name, object? Value)> cells) => cells
        .Where(cell => cell.Value is long or double)
        .Select(cell => new SummaryValue { Tag = prefix + cell.Name, SimpleValue = Convert.ToSingle(cell.Value, CultureInfo.InvariantCulture) });

    // SessionStartInfo maps names to values in its first field, as a Struct does.
    private static SummaryValue Settings(ExportedRun run)
    {
        var settings = new Struct();
        foreach (var (name, value) in run.Key.Concat(run.Settings).Where(cell => cell.Value is not null))
        {
            settings.Fields[name] = value is long or double
                ? Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture))
                : Value.ForString((string)value!);
        }

        using var content = new MemoryStream();
        using (var writer = new CodedOutputStream(content, leaveOpen: true))
        {
            writer.WriteTag(SessionStartInfo, WireFormat.WireType.LengthDelimited);
            writer.WriteMessage(settings);
        }

        return new SummaryValue { Tag = SettingsTag, Metadata = Plugin("hparams", ByteString.CopyFrom(content.ToArray())) };
    }

    private static SummaryValue Text(ExportedRun run)
    {
        var tensor = new TensorProto { Dtype = DataType.DtString, TensorShape = new TensorShapeProto() };
        tensor.TensorShape.Dim.Add(new TensorShapeProto.Types.Dim { Size = 1 });
        tensor.StringVal.Add(ByteString.CopyFromUtf8("| what | value |\n|---|---|\n" + string.Concat(run.Row.Where(cell => cell.Value is not null)
            .Select(cell => $"| {cell.Name} | {Convert.ToString(cell.Value, CultureInfo.InvariantCulture)!.Replace("|", "\\|", StringComparison.Ordinal)} |\n"))));
        return new SummaryValue { Tag = TextTag, Metadata = Plugin("text", ByteString.Empty), Tensor = tensor };
    }

    private static SummaryMetadata Plugin(string name, ByteString content) =>
        new() { PluginData = new SummaryMetadata.Types.PluginData { PluginName = name, Content = content } };
}
