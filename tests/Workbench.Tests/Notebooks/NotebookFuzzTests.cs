using System.Text;
using Fuzzing;
using NotebookEngine.Export;
using NotebookEngine.Gallery;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;

namespace Workbench.Tests.Notebooks;

/// <summary>Damaged copies of the shipped notebooks through all that reads notebooks and executes none.</summary>
public sealed class NotebookFuzzTests : IDisposable
{
    private const int Few = 40;
    private const int Many = 1000;

    private static readonly string[] Texts = [.. Shipped.Paths.Select(path => File.ReadAllText(path)), Small];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz");

    // What the shipped ones do not have: other outputs, attachments, terminal codes, styles, odd Markdown.
    private static string Small =>
        """
        {"cells":[
          {"cell_type":"markdown","id":"m","metadata":{},"source":["# A *b* `c` $d$\n","![p](attachment:p.png) <b style=\"color:red;margin:1px\">x</b>\n","[a]: b\n|a|\n|-|\n|b|"],
           "attachments":{"p.png":{"image/png":"iVBORw0KGgo="}}},
          {"cell_type":"raw","id":"r","metadata":{},"source":"raw"},
          {"cell_type":"code","id":"c","metadata":{"tags":["parameters","volatile"],"vscode":{"languageId":"csharp"}},"execution_count":2,
           "source":["#r \"none.dll\"\n","var x = $\"{1 + 2:0.0}\"; // c\n","if (x is string) { x += '1'; }"],
           "outputs":[
             {"output_type":"stream","name":"stdout","text":["a\rb\u001b[31mc\u001b[2K\n","d"]},
             {"output_type":"error","ename":"E","evalue":"v","traceback":["\u001b[1mt"]},
             {"output_type":"execute_result","execution_count":2,"metadata":{},"data":{"text/html":"<table><tr><td style='width:1px'>1</table>","text/plain":"1"}},
             {"output_type":"display_data","metadata":{},"data":{"image/svg+xml":["<svg>","</svg>"],"image/png":"iVBORw0KGgo=","text/markdown":"**a**"}},
             {"output_type":"display_data","metadata":{},"data":{"application/vnd.plotly.v1+json":{"data":[{"x":[1,2.5,null]}],"layout":{}},"text/plain":"p"}}]},
          {"cell_type":"code","id":"d","metadata":{},"execution_count":1,"source":"x","outputs":[]}],
         "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"C#"}},"nbformat":4,"nbformat_minor":5}
        """;

    [Fact]
    public void A_few_damaged_notebooks_are_read_or_refused() => Run(Few, seed: 1);

    [DeepFact]
    public void Many_damaged_notebooks_are_read_or_refused() => Run(Many, seed: 1_000_000);

    [DeepFact]
    public void Damaged_dib_files_are_read_or_refused()
    {
        const string Good = "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"name\":\"csharp\"}]}}\n\n#!csharp\n\nvar x = 1;\n\n#!markdown\n\n# T\n\n#!time\nx\n";
        var path = Path.Combine(_folder.FullName, "one.dib");
        new FuzzRuns("dib", Many) { FirstSeed = 2_000_000 }.Run(
            random =>
            {
                var bytes = random.Next(3) == 0
                    ? Encoding.UTF8.GetBytes(Good.Replace("{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"name\":\"csharp\"}]}}", JsonMutations.Mutate("{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"name\":\"csharp\"}]}}", random), StringComparison.Ordinal))
                    : ByteMutations.Mutate(Encoding.UTF8.GetBytes(Good), random);
                File.WriteAllBytes(path, bytes);
                Notebook.Import(path).Write();
            },
            IsRefusal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Run(int count, int seed)
    {
        var (read, refused) = new FuzzRuns("notebook", count) { FirstSeed = seed }.Run(UseDamaged, IsRefusal);

        // Damage that is never noticed, or always at once, would test nothing.
        Assert.True(read + refused < Few || (read > 0 && refused > 0), $"{read} read, {refused} refused");
    }

    private void UseDamaged(Random random)
    {
        var good = Texts[random.Next(Texts.Length)];
        var path = Path.Combine(_folder.FullName, "one.ipynb");
        if (random.Next(4) == 0)
        {
            File.WriteAllBytes(path, ByteMutations.Mutate(Encoding.UTF8.GetBytes(good), random));
        }
        else
        {
            File.WriteAllText(path, JsonMutations.Mutate(good, random));
        }

        var notebook = Notebook.Read(path);
        var committed = Notebook.Parse(good);
        NotebookComparison.Describe(committed, notebook);
        NotebookComparison.Describe(notebook, committed);
        new NotebookGallery("all", "", default).Write(Path.Combine(_folder.FullName, "pages"), [new GalleryEntry("one", notebook)]);
        Notebook.FindUnclean(path);
        notebook.Clean().Save(path);
        Assert.Equal(notebook.Cells.Count, Notebook.Read(path).Cells.Count);
        if (random.Next(25) == 0)
        {
            NotebookOrder.Describe(notebook, Shipped.Folder, CancellationToken.None); // a second each: the libraries stay loaded
            FileBasedApp.Write(notebook, Shipped.Folder, _folder.FullName, library => library + ".csproj");
        }
    }

    private static bool IsRefusal(Exception wrong) => wrong is NotebookFormatException && !wrong.Message.Any(char.IsControl);
}
