using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Kernel;

/// <summary>What the kernel says about itself; the language's fields are those of the notebooks' metadata.</summary>
internal static class KernelInfo
{
    public static JsonObject Reply()
    {
        var version = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);
        var language = LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString();
        return new JsonObject
        {
            ["status"] = "ok",
            ["protocol_version"] = WireFormat.ProtocolVersion,
            ["implementation"] = "NotebookEngine",
            ["implementation_version"] = version,
            ["language_info"] = new JsonObject
            {
                ["name"] = "C#",
                ["version"] = language,
                ["mimetype"] = "text/x-csharp",
                ["file_extension"] = ".cs",
                ["pygments_lexer"] = "csharp",
            },
            ["banner"] = $"C# {language} on .NET {Environment.Version.ToString(2)}: the notebook engine of the Sandglass workbench",
            ["debugger"] = false,
            ["help_links"] = new JsonArray(),
        };
    }
}
