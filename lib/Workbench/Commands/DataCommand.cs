using System.CommandLine;
using Sandglass;
using Sandglass.Data;

namespace Workbench.Commands;

/// <summary><c>workbench data</c>: brings, checks and draws data.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Download, verify and draw datasets.") { Fetch(), Verify(), DataPictures.Cache(), Subset(), DataGlyphs.Create() };

    private static Command Fetch()
    {
        var name = new Argument<string>("dataset") { Description = $"the dataset: {FashionMnist.Folder}" };
        name.CompletionSources.Add(FashionMnist.Folder);
        name.Validators.Add(given =>
        {
            if (!given.Tokens.All(token => token.Value.Equals(FashionMnist.Folder, StringComparison.OrdinalIgnoreCase)))
            {
                given.AddError(Misuse.Unknown("dataset", given.Tokens[0].Value, [FashionMnist.Folder]));
            }
        });
        var from = new Option<string?>("--from")
        {
            Description = "address of the folder to download from [default: Debian's package, then the publisher]",
        };
        var to = new Option<string?>("--to") { Description = $"folder to write to [default: data/{FashionMnist.FullFolder}]" };
        var command = new Command("fetch", "Download the whole dataset and verify its checksums. An interrupted download continues.") { name, from, to };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(to) ?? Path.Combine(DataDirectory.Find(), FashionMnist.FullFolder);
            var progress = new DownloadLines(parsed.InvocationConfiguration.Output);
            await FashionMnist.Fetch(folder, Address(parsed.GetValue(from)), progress, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Fashion-MNIST is in {folder}");
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var directory = new Argument<string?>("directory")
        {
            Description = "folder with a file SHA256SUMS [default: the images in the repository]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var images = new Option<string?>("--images") { HelpName = CommonOptions.Folder, Description = "folder or cache of pictures: decode every one, and name those that are damaged" };
        var command = new Command("verify", "Verify the checksums of a data folder, or that every picture of a folder can be decoded.") { directory, images };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(images) is { } pictures)
            {
                return Task.FromResult(parsed.GetValue(directory) is null
                    ? DataPictures.Verify(pictures, parsed.InvocationConfiguration.Output, cancellation)
                    : throw new UsageException("a folder with SHA256SUMS and --images are verified one at a time"));
            }

            string[] folders = parsed.GetValue(directory) is { } named ? [named] : [FashionMnist.Committed(), GlyphSet.Committed()];
            foreach (var file in folders.SelectMany(Checksums.Verify))
            {
                parsed.InvocationConfiguration.Output.WriteLine($"{file}: OK");
            }
            return Task.FromResult(0);
        });
        return command;
    }

    private static Command Subset()
    {
        var from = new Option<string>("--from")
        {
            Description = "folder of the whole Fashion-MNIST",
            DefaultValueFactory = _ => FashionMnist.DebianDirectory,
        };
        var to = new Option<string>("--to") { Description = "folder to write", Required = true };
        var command = new Command("subset", "Extract the images in the repository from the whole dataset again; the bytes are always the same.") { from, to };
        command.SetAction(parsed =>
        {
            FashionMnist.WriteSubset(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to));
            parsed.InvocationConfiguration.Output.WriteLine($"The subset is in {parsed.GetRequiredValue(to)}");
            return 0;
        });
        return command;
    }

    private static Uri? Address(string? text)
    {
        if (text is null)
        {
            return null;
        }
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new WorkbenchException($"--from {text} is not an http or https address; write it in full, such as {FashionMnist.Published}");
    }
}
