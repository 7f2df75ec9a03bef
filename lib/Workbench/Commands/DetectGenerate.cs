using System.CommandLine;
using Sandglass.Detection.Data.Generated;
using Sandglass.Images;

namespace Workbench.Commands;

/// <summary><c>workbench detect generate</c>: the generated pictures as a VOC devkit.</summary>
internal static class DetectGenerate
{
    public static Command Create()
    {
        var to = new Option<string>("--out") { Description = "folder to write; it must not exist yet", Required = true };
        var training = Ranges.Pictures.Option("--training", "pictures for training", 2000);
        var validation = Ranges.Pictures.Option("--validation", "pictures for validation", 400);
        var test = Ranges.Pictures.Option("--test", "pictures for testing", 1000);
        var side = Ranges.Side.Option("--side", "side of each picture in pixels", new SceneRule().Side);
        var seed = Ranges.Seed.Option("--seed", "random seed of the pictures", GeneratedSplits.DefaultSeed);
        var format = new Option<string>("--format") { Description = "jpeg, as in VOC, or png, which loses nothing", DefaultValueFactory = _ => "jpeg" }
            .Among("jpeg", "png");
        var command = new Command("generate", "Generate pictures with the garments of Fashion-MNIST and write them as a VOC devkit (XML, pictures and lists).")
        {
            to, training, validation, test, side, seed, format,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var splits = GeneratedSplits.Load(
                parsed.GetValue(training), parsed.GetValue(validation), parsed.GetValue(test), parsed.GetValue(seed), new SceneRule(Side: parsed.GetValue(side)));
            var folder = parsed.GetRequiredValue(to);
            splits.WriteDevkit(folder, parsed.GetValue(format) == "png" ? ImageFormat.Png : ImageFormat.Jpeg, null, cancellation);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{splits.Training.Count} + {splits.Validation.Count} + {splits.Test.Count} pictures are in {Path.Combine(folder, "VOCdevkit", GeneratedSplits.DevkitFolder)}");
            return Task.FromResult(0);
        });
        return command;
    }
}
