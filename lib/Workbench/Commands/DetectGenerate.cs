using System.CommandLine;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Data.Voc;

namespace Workbench.Commands;

/// <summary><c>workbench detect generate</c>: the generated pictures as a VOC devkit.</summary>
internal static class DetectGenerate
{
    public static Command Create()
    {
        var to = new Option<string>("--out") { Description = "folder to make, which must not be there", Required = true };
        var training = Count("--training", "pictures for training", 2000);
        var validation = Count("--validation", "pictures for choosing", 400);
        var test = Count("--test", "pictures for testing", 1000);
        var side = Count("--side", "pixels of each side", new SceneRule().Side);
        var seed = new Option<int>("--seed") { Description = "which pictures; they depend on seed and place alone", DefaultValueFactory = _ => GeneratedSplits.DefaultSeed };
        var format = new Option<string>("--format") { Description = "jpeg, as VOC has it, or png, without loss", DefaultValueFactory = _ => "jpeg" };
        format.AcceptOnlyFromAmong("jpeg", "png");
        var command = new Command("generate", "Write pictures made of Fashion-MNIST's garments as a VOC devkit: XML, pictures, lists.")
        {
            to, training, validation, test, side, seed, format,
        };
        // On another thread: Ctrl-C is caught only once the command has given its task back.
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var splits = GeneratedSplits.Load(
                    parsed.GetValue(training), parsed.GetValue(validation), parsed.GetValue(test), parsed.GetValue(seed), new SceneRule(Side: parsed.GetValue(side)));
                var folder = parsed.GetRequiredValue(to);
                splits.WriteDevkit(folder, parsed.GetValue(format) == "png" ? ImageFormat.Png : ImageFormat.Jpeg, null, cancellation);
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"{splits.Training.Count} + {splits.Validation.Count} + {splits.Test.Count} pictures are in {Path.Combine(folder, "VOCdevkit", GeneratedSplits.DevkitFolder)}");
                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static Option<int> Count(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < 1)
            {
                result.AddError($"{name} must be at least 1");
            }
        });
        return option;
    }
}
