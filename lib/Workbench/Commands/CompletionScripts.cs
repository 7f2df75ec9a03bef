namespace Workbench.Commands;

/// <summary>What makes a shell ask the program for completions: it calls <c>workbench complete</c> with the line up to the cursor.</summary>
internal static class CompletionScripts
{
    // Where nothing is found the shell completes names of files.
    private const string Bash = """
        _workbench() {
            local IFS=$'\n'
            COMPREPLY=($("${COMP_WORDS[0]}" complete -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
        }
        complete -o default -F _workbench workbench
        """;

    private const string Zsh = """
        _workbench() {
            local -a found
            found=(${(f)"$(${words[1]} complete -- "${(j: :)words[1,CURRENT-1]} $PREFIX" 2>/dev/null)"})
            if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _workbench workbench
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName workbench -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $length = $cursorPosition - $commandAst.Extent.StartOffset
            $line = $commandAst.ToString().PadRight($length).Substring(0, $length)
            workbench complete -- $line 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    /// <summary>The shells, each with its script and the line that installs it.</summary>
    public static IReadOnlyDictionary<string, (string Script, string Install)> Shells { get; } = new Dictionary<string, (string, string)>
    {
        ["bash"] = (Bash, "source <(workbench completion bash)"),
        ["zsh"] = (Zsh, "source <(workbench completion zsh)"),
        ["powershell"] = (PowerShell, "workbench completion powershell | Out-String | Invoke-Expression"),
    };
}
