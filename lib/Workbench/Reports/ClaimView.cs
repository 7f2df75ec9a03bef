using Sandglass.Paper;

namespace Workbench.Reports;

/// <summary>Everything about one claim.</summary>
internal static class ClaimView
{
    private const int Indent = 17;

    public static void Write(TextWriter output, ClaimAnswer answer, IReadOnlyList<ClaimSource> sources, int width)
    {
        var claim = answer.Claim;
        output.WriteLine($"{claim.Id} ({claim.Topic})");
        output.WriteLine();
        Line("The paper says", $"{claim.Statement} ({claim.Place})");
        Line("Printed", claim.Printed);
        Line("Known", claim.Known);
        foreach (var source in sources)
        {
            Line("Source", $"{source.Name}: {source.What}; {source.Where}");
        }

        Line("Found elsewhere", claim.Found);
        Line("Ours", answer.Ours);
        Line("Verdict", answer.VerdictWords);
        Line("Because", answer.Why);
        if (answer.Proxy is { } proxy)
        {
            Line("Proxy", claim.ProxyStatement);
            Line("Measured", proxy.Ours);
            Line("Proxy verdict", answer.ProxyWords);
            Line("Because", proxy.Why);
            var recorded = RecordedOutcomes.Load();
            foreach (var change in claim.Proxies.Select(sentence => sentence.WhatWouldChange(recorded)))
            {
                Line("Would be", $"{change.Otherwise} ({change.Sentence})");
            }

            Line("Rule", ProxyRule.Words);
        }

        Line("Notebook cell", claim.Cell is { } cell ? $"notebooks/{cell.Notebook}.ipynb, {cell.Cell}" : "");

        void Line(string what, string value)
        {
            foreach (var (at, line) in Fold.Lines(value, width - Indent).Index().Where(_ => value.Length > 0))
            {
                output.WriteLine($"{(at == 0 ? what : ""),1 - Indent} {line}");
            }
        }
    }
}
