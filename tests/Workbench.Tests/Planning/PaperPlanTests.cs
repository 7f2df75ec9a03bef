using System.Text.Json;
using Sandglass;
using Sandglass.Images;
using Sandglass.Networks;
using Workbench.Planning;

namespace Workbench.Tests.Planning;

public sealed class PaperPlanTests
{
    private const double MobileNeXt = 311_342_592; // the golden count

    private static readonly PlanFacts Nothing = new(null, null, null, null, null);

    [Fact]
    public void Every_network_of_the_papers_tables_is_there_once()
    {
        var runs = PaperRuns.All();
        Assert.Equal(
            ["comparison table 2", "detection table 2", "identity table 3", "search table 4", "variant table 4", "width table 10"],
            runs.GroupBy(run => run.Table).Select(table => $"{table.Key} {table.Count()}").Order());
        Assert.Equal(runs.Count, runs.Select(run => (run.Table, run.Network)).Distinct().Count());
        Assert.Equal(
            ["0.35", "0.5", "0.75", "1.0", "1.4"],
            runs.Where(run => run.Table == "width table" && run.Network.StartsWith("mobilenext", StringComparison.Ordinal)).Select(run => run.Network.Split('-')[^1]).Order());
    }

    [Fact]
    public void Work_is_three_times_multiply_adds_images_and_epochs()
    {
        var run = PaperRuns.All().Single(run => run is { Table: "width table", Network: "mobilenext-1.0" });
        Assert.Equal(MobileNeXt, run.MultiplyAdds);
        Assert.Equal(3 * MobileNeXt * 1_281_167 * 210, run.Work);
        Assert.Equal(3_535_416, run.Parameters);
    }

    [Fact]
    public void Detectors_have_the_twenty_classes_of_VOC()
    {
        var detectors = PaperRuns.All().Where(run => run.Table == "detection table");
        Assert.Equal([3_476_308, 3_425_988], detectors.Select(run => run.Parameters));
    }

    [Fact]
    public void Hours_and_price_follow_from_a_stated_speed()
    {
        var gpu = TrainingSpeed.Stated(1000, MobileNeXtPlan);
        var plan = PaperPlan.Of(Nothing with { Gpu = gpu, PricePerGpuHour = 2 }, seeds: 3);
        var row = plan.Rows.Single(row => row.Run is { Table: "width table", Network: "mobilenext-1.0" });
        var hours = 3 * 1_281_167 * 210 / 1000.0 / 3600;
        Assert.Equal(hours, row.GpuHours!.Value.Low, 1e-6);
        Assert.Equal(hours, row.GpuHours.Value.High, 1e-6);
        Assert.Equal(2 * hours, row.Price!.Value.Low, 1e-6);
        Assert.Null(row.CoreHours);
        Assert.Equal(plan.Work / gpu.MultiplyAdds.Low / 3600, plan.GpuHours!.Value.Low, 1e-6);
        Assert.Equal(3 * 25, plan.Rows.Sum(each => each.Runs));
        Assert.Equal(3 * PaperPlan.Of(Nothing, seeds: 1).Work, plan.Work, plan.Work / 1e9);
    }

    [Fact]
    public void Other_networks_are_scaled_by_multiply_adds()
    {
        var plan = PaperPlan.Of(Nothing with { Core = TrainingSpeed.Stated(6, MobileNeXtPlan) }, seeds: 1);
        double Hours(string network) => plan.Rows.Single(row => row.Run.Table == "width table" && row.Run.Network == network).CoreHours!.Value.Low;
        Assert.Equal(75_141_032 / MobileNeXt, Hours("mobilenext-0.35") / Hours("mobilenext-1.0"), 1e-9);
    }

    [Fact]
    public void A_measured_speed_gives_a_range()
    {
        var core = TrainingSpeed.Stated(1, MobileNeXtPlan) with { MultiplyAdds = new Interval(1e9, 2e9) };
        var hours = PaperPlan.Of(Nothing with { Core = core }, seeds: 1).CoreHours!.Value;
        Assert.Equal(2 * hours.Low, hours.High, hours.High / 1e9);
    }

    [Fact]
    public void Decoding_keeps_up_with_the_smallest_network()
    {
        var plan = PaperPlan.Of(Nothing with { Gpu = TrainingSpeed.Stated(1000, MobileNeXtPlan), Decoding = DecodingSpeed.Stated(100) }, seeds: 1);
        Assert.Equal(1000 * MobileNeXt / 59_285_808, plan.ImagesPerSecond!.Value.High, 1e-6); // MobileNetV2 at 0.35
        Assert.Equal(plan.ImagesPerSecond.Value.High / 100, plan.DecodingCores!.Value.High, 1e-6);
    }

    [Fact]
    public void What_is_not_known_is_said_with_how_to_state_it()
    {
        var text = Written(PaperPlan.Of(Nothing, seeds: 1));
        Assert.Contains("not known here, since no GPU was here: --gpu-images-per-second N", text);
        Assert.Contains("not known here: --images DIR", text);
        Assert.DoesNotContain("GPU\n", text);
        Assert.Contains("251.9 GB", text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public async Task The_command_answers_as_json()
    {
        using var json = JsonDocument.Parse(await InProcess.SaidAsync("plan", "paper", "--gpu-images-per-second", "1000", "--price-per-gpu-hour", "2", "--json"));
        var root = json.RootElement;
        Assert.Equal(25, root.GetProperty("rows").GetArrayLength());
        Assert.Equal(2 * root.GetProperty("gpuHours").GetProperty("low").GetDouble(), root.GetProperty("price").GetProperty("high").GetDouble(), 1e-6);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("coreHours").ValueKind);
    }

    [Fact]
    public async Task Files_are_counted_and_decoded()
    {
        using var folder = new Running.ResultsFolder();
        foreach (var name in (string[])["a/1.png", "b/2.png", "b/notes.txt"])
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, Path.GetDirectoryName(name)!));
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, name), ImageFile.Write(new PixelImage(8, 8, 3, new byte[3 * 64]), ImageFormat.Png), TestContext.Current.CancellationToken);
        }

        var files = ImageFiles.In(folder.Path);
        Assert.Equal(2, files.Count);
        Assert.Equal(2 * new FileInfo(Path.Combine(folder.Path, "a/1.png")).Length, files.Bytes);
        Assert.True(DecodingSpeed.Measure(files, TestContext.Current.CancellationToken).ImagesPerSecond.Low > 0);
    }

    [Fact]
    public void A_link_to_a_folder_is_not_followed_whether_it_leads_back_or_elsewhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var folder = new Running.ResultsFolder();
        Directory.CreateDirectory(folder["images/a"]);
        Directory.CreateDirectory(folder["elsewhere"]);
        File.WriteAllText(folder["images/a/1.png"], "abc");
        File.WriteAllText(folder["elsewhere/2.png"], "abc");
        Directory.CreateSymbolicLink(folder["images/a/back"], folder["images"]);
        Directory.CreateSymbolicLink(folder["images/out"], folder["elsewhere"]);
        Assert.Equal((1, 3L), ImageFiles.In(folder["images"]) is var files ? (files.Count, files.Bytes) : default);
    }

    [Theory]
    [InlineData("--price-per-gpu-hour needs --gpu-images-per-second", "paper", "--price-per-gpu-hour", "2")]
    [InlineData("give one of them", "paper", "--measure", "--cpu-images-per-second", "2")]
    [InlineData("--nodes is for the plan of a study", "paper", "--nodes", "2")]
    [InlineData("--gpu-images-per-second is for the plan of paper", "blocks", "--gpu-images-per-second", "2")]
    [InlineData("--network takes NAME or NAME@WIDTH", "paper", "--network", "mobilenext@wide")]
    [InlineData("there is no plan 'papre'", "papre")]
    public async Task What_does_not_go_together_is_refused(string message, params string[] arguments)
    {
        var (code, _, error) = await InProcess.RunAsync(["plan", .. arguments]);
        Assert.Equal(2, code);
        Assert.Contains(message, error);
    }

    [DeepFact]
    public async Task In_a_process_of_its_own_it_measures_a_core()
    {
        var (code, output, error) = await Running.WorkbenchProgram.RunAsync("plan", "paper", "--measure", "--network", "mobilenext@0.35");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("measured now on one core", output);
        Assert.Contains("years of one core", output);
    }

    private static NetworkPlan MobileNeXtPlan => NetworkCatalogue.Find("mobilenext").Plan();

    private static string Written(PaperPlan plan)
    {
        using var output = new StringWriter { NewLine = "\n" };
        PaperPlanView.Write(plan, output);
        return output.ToString();
    }
}
