using System.Globalization;
using System.Text;
using Sandglass.Counting;
using Sandglass.Display.Drawings;
using static Sandglass.Display.CellText;

namespace Sandglass.Display.Formatters;

/// <summary>Networks and counts: totals first, stages that unfold.</summary>
internal static class NetworkFormatters
{
    private const int RowsAsText = 40;
    private static readonly string[] Columns = ["part", "#output", "#parameters", "#multiply-adds", "#activations", "#receptive field"];

    public static void Register()
    {
        new Forms<NetworkPlan>().Html(PlanHtml).Plain(PlanText);
        new Forms<NetworkCount>().Html(CountHtml).Plain(CountText);
        new Forms<BudgetMatch>().Table(Match);
    }

    private static string PlanHtml(NetworkPlan plan)
    {
        var count = Counter.Count(plan);
        var html = new StringBuilder($"<details open>{Mime.Summary(Title(plan, count))}");
        html.Append(Stages(count).ToHtml());
        foreach (var stage in plan.Stages)
        {
            html.Append($"<details>{Mime.Summary($"{stage.Name}: {Blocks(stage.Blocks.Count)}")}")
                .Append(Blocks(plan, stage.Name).ToHtml()).Append("</details>\n");
        }
        return html.Append("</details>\n").ToString();
    }

    private static string PlanText(NetworkPlan plan)
    {
        var count = Counter.Count(plan);
        return $"{Title(plan, count)}\n{Stages(count).ToText()}";
    }

    private static string CountHtml(NetworkCount count)
    {
        var html = new StringBuilder($"<details open>{Mime.Summary(Title(count))}");
        var parts = Parts(count);
        html.Append((parts.Length == 1 ? Layers(count) : Stages(count)).ToHtml());
        foreach (var part in parts.Where(part => parts.Length > 1 && part.Layers.Count > 1))
        {
            html.Append($"<details>{Mime.Summary($"{part.Name}: {Costs(part)}")}")
                .Append(Layers(part).ToHtml()).Append("</details>\n");
        }
        return html.Append("</details>\n").ToString();
    }

    private static string CountText(NetworkCount count) =>
        $"{Title(count)}\n{(count.Layers.Count <= RowsAsText ? Layers(count) : Stages(count)).ToText()}";

    private static string Title(NetworkPlan plan, NetworkCount count) => FormattableString.Invariant($"{plan.Name}: {Blocks(plan.Blocks.Count())}, {plan.InputChannels}×{plan.Resolution}×{plan.Resolution} → {plan.Classes} classes, {Costs(count)}");

    private static string Title(NetworkCount count) =>
        FormattableString.Invariant($"{count.Name}: {Costs(count)}, receptive field {count.ReceptiveField}");

    private static string Costs(NetworkCount count) => FormattableString.Invariant($"{count.Parameters:n0} parameters ({Bytes(count.WeightBytes)}), {count.MultiplyAdds:n0} multiply-adds, {Bytes(count.ActivationBytes)} of activations");

    // The first word of a dotted name is the stage, or a layer outside of all stages.
    private static NetworkCount[] Parts(NetworkCount count) =>
        [.. count.Layers.Select(layer => layer.Name.Split('.')[0]).Distinct().Select(count.Below)];

    private static Table Stages(NetworkCount count) =>
        Table.Of(Columns, [.. Parts(count).Select(Row), Row(count with { Name = "total" })]);

    private static Table Layers(NetworkCount count) =>
        Table.Of(Columns, [.. count.Layers.Select(layer => Row(new NetworkCount(layer.Name, [layer]))), Row(count with { Name = "total" })]);

    private static string Blocks(int count) => count == 1 ? "1 block" : FormattableString.Invariant($"{count} blocks");

    private static Table Blocks(NetworkPlan plan, string stage) => Table.Of(
        ["block", "what"],
        plan.Blocks.Where(block => block.Name.StartsWith(stage + ".", StringComparison.Ordinal))
            .Select(block => (string[])[block.Name, BlockDrawing.TitleOf(block.Spec)]));

    private static string[] Row(NetworkCount part) =>
    [
        part.Name,
        string.Join('×', part.Layers[^1].OutputShape),
        Whole(part.Parameters),
        Whole(part.MultiplyAdds),
        Bytes(part.ActivationBytes),
        part.Layers[^1].ReceptiveField.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Bytes(long bytes) => bytes < 1 << 20
        ? FormattableString.Invariant($"{bytes / 1024.0:n1} KiB")
        : FormattableString.Invariant($"{bytes / 1048576.0:n1} MiB");

    private static Table Match(BudgetMatch match) => Table.Facts(
        ("network", match.Plan.Name),
        ("width", match.Width.ToString("0.####", CultureInfo.InvariantCulture)),
        ("budget", Whole(match.Target)),
        ("cost", Whole(match.Actual)),
        ("difference", (100 * match.Residual).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) + " %"));
}
