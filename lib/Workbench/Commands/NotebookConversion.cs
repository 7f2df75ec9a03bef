using System.CommandLine;
using NotebookEngine.Export;
using NotebookEngine.Notebooks;
using Sandglass;
using WholeFiles;

namespace Workbench.Commands;

/// <summary><c>workbench notebooks import</c> and <c>export</c>: from Polyglot Notebooks, and to an app of one file.</summary>
internal static class NotebookConversion
{
    public static Command Import() => Create(
        "import",
        "Convert a .dib file of Polyglot Notebooks to a notebook.",
        "FILE.dib",
        ".ipynb",
        (from, to) => Notebook.Import(from).Save(to));

    public static Command Export() => Create(
        "export",
        "Convert a notebook to an app in one file. Run it with: dotnet run FILE.cs",
        "FILE.ipynb",
        ".cs",
        (from, to) =>
        {
            var app = FileBasedApp.Write(Notebook.Read(from), Path.GetDirectoryName(from)!, Path.GetDirectoryName(to)!, ProjectOf);
            WholeFile.Write(to, app);
        });

    private static Command Create(string name, string description, string what, string extension, Action<string, string> convert)
    {
        var file = new Argument<string>("file") { Description = "file to read", HelpName = what };
        var result = new Option<string?>("--out") { Description = $"file to write [default: the same name with {extension}]" };
        var command = new Command(name, description) { file, result };
        command.SetAction(parsed =>
        {
            var from = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (!File.Exists(from))
            {
                throw new UsageException($"there is no file {from}");
            }

            var to = parsed.GetValue(result) is { } given ? Path.GetFullPath(given) : Free(Path.ChangeExtension(from, extension));
            try
            {
                convert(from, to);
            }
            catch (NotebookFormatException wrong)
            {
                throw new WorkbenchException(wrong.Message.StartsWith(from, StringComparison.Ordinal) ? wrong.Message : $"{from}: {wrong.Message}", wrong);
            }

            parsed.InvocationConfiguration.Output.WriteLine($"written: {to}");
            return 0;
        });
        return command;
    }

    private static string Free(string path) =>
        File.Exists(path) ? throw new UsageException($"{path} already exists; name the file to write with --out") : path;

    // Libraries of the repository lie in folders of their own name; the notebooks' copies of them are below it too.
    private static string? ProjectOf(string library)
    {
        var name = Path.GetFileNameWithoutExtension(library);
        for (var folder = Path.GetDirectoryName(library); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var project = Path.Combine(folder, "lib", name, $"{name}.csproj");
            if (File.Exists(project))
            {
                return project;
            }
        }

        return null;
    }
}
