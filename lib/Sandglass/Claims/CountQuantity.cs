using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>What is counted of a network.</summary>
public enum CountQuantity
{
    /// <summary>Trainable parameters.</summary>
    Parameters,

    /// <summary>Multiply-adds of convolutions and linear layers.</summary>
    MultiplyAdds,
}

/// <summary>Takes a quantity out of a count.</summary>
internal static class CountQuantities
{
    public static long In(this CountQuantity quantity, NetworkCount count) =>
        quantity == CountQuantity.Parameters ? count.Parameters : count.MultiplyAdds;

    public static string Words(this CountQuantity quantity) =>
        quantity == CountQuantity.Parameters ? "parameters" : "multiply-adds";
}
