using System.Globalization;
using Sandglass.Counting;

namespace Sandglass.Display.Drawings;

/// <summary>What a part of a network costs for one image.</summary>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="MultiplyAdds">Multiply-adds of its convolutions.</param>
internal sealed record Cost(long Parameters, long MultiplyAdds)
{
    /// <summary>In words, a line each.</summary>
    public IReadOnlyList<string> Lines => [ParameterWords, MultiplyAddWords];

    /// <summary>Both in one line.</summary>
    public string Line => $"{ParameterWords}, {MultiplyAddWords}";

    /// <summary>The cost of what was counted.</summary>
    public static Cost Of(NetworkCount count) => new(count.Parameters, count.MultiplyAdds);

    private string ParameterWords => Parameters == 0 ? "no parameters" : Words($"{Parameters:n0} parameters");

    private string MultiplyAddWords => MultiplyAdds switch
    {
        0 => "no multiply-adds",
        >= 1_000_000 => Words($"{MultiplyAdds / 1e6:0.00} M multiply-adds"),
        >= 10_000 => Words($"{MultiplyAdds / 1e3:0.0} k multiply-adds"),
        _ => Words($"{MultiplyAdds:n0} multiply-adds"),
    };

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
