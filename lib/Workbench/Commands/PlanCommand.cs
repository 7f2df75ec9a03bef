using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Paper;
using Sandglass.Training;
using Workbench.Planning;

namespace Workbench.Commands;

/// <summary><c>workbench plan</c>: what the paper's tables or a study cost, before anything is trained.</summary>
internal sealed class PlanCommand
{
    private const string Paper = "paper";

    private readonly Argument<string> _name = new Argument<string>("name") { Description = "paper, the name of a study, or a file FILE.json with a study of your own" }
        .AmongListed("plan", "workbench study list", [Paper, .. StudyCatalogue.Names], StudyChoice.IsFile);

    private readonly Option<int?> _seeds = Ranges.PlannedSeeds.Option("--seeds", "seeds of every run, instead of 1 (paper) or the study's own");
    private readonly Option<bool> _measure = new("--measure") { Description = "time some steps on one core of this machine, and with --images the decoding, in about a minute" };
    private readonly Option<string> _network = new("--network") { HelpName = "NAME", Description = "network, or NAME@WIDTH, whose training images a second are measured or stated", DefaultValueFactory = _ => "mobilenext" };
    private readonly Option<double?> _core = Ranges.Rate.Option("--cpu-images-per-second", "training images per second of one core, as you measured it");
    private readonly Option<double?> _gpu = Ranges.Rate.Option("--gpu-images-per-second", "training images per second of one GPU, as you measured it");
    private readonly Option<double?> _decoding = Ranges.Rate.Option("--decode-images-per-second", "images that one core decodes per second, as you measured it");
    private readonly Option<double?> _gpuPrice = Ranges.Price.Option("--price-per-gpu-hour", "price of an hour of one GPU");
    private readonly Option<double?> _corePrice = Ranges.Price.Option("--price-per-core-hour", "price of an hour of one core");
    private readonly Option<DirectoryInfo?> _images = new("--images") { HelpName = CommonOptions.Folder, Description = "folder of ImageNet's files, which are counted" };
    private readonly Option<int> _workers = CommonOptions.Workers();
    private readonly Option<int> _nodes = Ranges.Workers.Option("--nodes", "number of machines like this one", 1);
    private readonly Option<bool> _json = new("--json") { Description = "print one JSON object" };

    private PlanCommand()
    {
    }

    public static Command Create()
    {
        var plan = new PlanCommand();
        var command = new Command("plan", "Calculate what the paper's tables or a study cost: multiply-adds, hours, bytes and money, and how each number is known.")
        {
            plan._name, plan._seeds, plan._measure, plan._network, plan._core, plan._gpu, plan._decoding, plan._gpuPrice, plan._corePrice, plan._images, plan._workers, plan._nodes, plan._json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(plan.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var isPaper = asked.GetRequiredValue(_name).Equals(Paper, StringComparison.OrdinalIgnoreCase);
        asked.Refuse(isPaper ? [_corePrice, _workers, _nodes] : [_network, _core, _gpu, _decoding, _gpuPrice, _images], $"is for the plan of {(isPaper ? "a study" : Paper)}");
        if (isPaper)
        {
            Write(PaperPlan.Of(FactsOf(asked, cancellation), asked.GetValue(_seeds) ?? 1), asked, PaperPlanView.Write);
        }
        else
        {
            var crew = new Crew(asked.GetValue(_workers), asked.GetValue(_nodes), asked.GetValue(_corePrice));
            Write(StudyPlan.Of(StudyOf(asked), crew, asked.GetValue(_measure), cancellation), asked, StudyPlanView.Write);
        }

        return 0;
    }

    private void Write<T>(T plan, ParseResult asked, Action<T, TextWriter> view)
    {
        var output = asked.InvocationConfiguration.Output;
        if (asked.GetValue(_json))
        {
            output.WriteLine(JsonSerializer.Serialize(plan, RunJson.WithComputed));
        }
        else
        {
            view(plan, output);
        }
    }

    private Study StudyOf(ParseResult asked)
    {
        var name = asked.GetRequiredValue(_name);
        var study = StudyChoice.IsFile(name) ? Study.Read(name) : StudyCatalogue.Named(name);
        return asked.GetValue(_seeds) is { } seeds ? study with { Seeds = [.. Enumerable.Range(1, seeds)] } : study;
    }

    private PlanFacts FactsOf(ParseResult asked, CancellationToken cancellation)
    {
        var (network, measure) = (NetworkOf(asked.GetRequiredValue(_network)), asked.GetValue(_measure));
        if (measure && asked.GetValue(_core) is not null)
        {
            throw new UsageException("--measure and --cpu-images-per-second both say how fast a core is; give one of them");
        }

        if (asked.GetValue(_gpuPrice) is not null && asked.GetValue(_gpu) is null)
        {
            throw new UsageException("--price-per-gpu-hour needs --gpu-images-per-second: no GPU was measured here");
        }

        var files = asked.GetValue(_images) is { } folder ? ImageFiles.In(folder.FullName) : null;
        return new PlanFacts(
            asked.GetValue(_core) is { } core ? TrainingSpeed.Stated(core, network) : measure ? TrainingSpeed.Measure(network, cancellation) : null,
            asked.GetValue(_gpu) is { } gpu ? TrainingSpeed.Stated(gpu, network) : null,
            asked.GetValue(_gpuPrice),
            files,
            asked.GetValue(_decoding) is { } decoding ? DecodingSpeed.Stated(decoding) : measure && files is not null ? DecodingSpeed.Measure(files, cancellation) : null);
    }

    private static NetworkPlan NetworkOf(string text)
    {
        var (name, width) = text.Split('@') is [var before, var after] ? (before, after) : (text, "1");
        var entry = CommonOptions.Find(name);
        try
        {
            return entry.Plan(double.TryParse(width, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new UsageException($"--network takes NAME or NAME@WIDTH, not {Misuse.Quoted(text)}"));
        }
        catch (InvalidSpecException impossible)
        {
            throw new UsageException(impossible.Message, impossible);
        }
    }
}
