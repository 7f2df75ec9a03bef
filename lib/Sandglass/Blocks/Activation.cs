using System.Text.Json.Serialization;
using Sandglass.Blocks;
using Sandglass.Runtime;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass;

/// <summary>
/// Elementwise non-linearity after a convolution's BatchNorm: one of those below, or the user's own.
/// <code>
/// var mish = Activation.Register("mish", version: 1, x => x * nn.functional.softplus(x).tanh());
/// var block = BlockSpec.Sandglass(96, 96) with { Activation = mish };
/// </code>
/// Name and version are all that a run's hash and its files know of an own one: raise the version whenever the function
/// computes something else.
/// </summary>
[JsonConverter(typeof(ActivationConverter))]
public sealed record Activation
{
    private readonly Func<Tensor, bool, Tensor>? _apply;
    private readonly Func<double, double>? _of;

    private Activation(string name, int version, Func<Tensor, bool, Tensor>? apply, Func<double, double>? of = null) =>
        (Name, Version, _apply, _of) = (name, version, apply, of);

    /// <summary>Linear: nothing is applied.</summary>
    public static Activation None { get; } = new("None", 0, (x, _) => x, x => x);

    /// <summary>max(0, x).</summary>
    public static Activation ReLU { get; } = new("ReLU", 0, (x, inPlace) => F.relu(x, inplace: inPlace), x => Math.Max(0, x));

    /// <summary>min(max(0, x), 6): the paper's choice.</summary>
    public static Activation ReLU6 { get; } = new("ReLU6", 0, (x, inPlace) => F.relu6(x, inplace: inPlace), x => Math.Clamp(x, 0, 6));

    /// <summary>x · sigmoid(x), also called Swish.</summary>
    public static Activation SiLU { get; } = new("SiLU", 0, (x, _) => F.silu(x), x => x / (1 + Math.Exp(-x)));

    /// <summary>Logistic function; the gate of squeeze-and-excitation.</summary>
    public static Activation Sigmoid { get; } = new("Sigmoid", 0, (x, _) => F.sigmoid(x), x => 1 / (1 + Math.Exp(-x)));

    /// <summary>ReLU6(x + 3) / 6; the cheaper gate.</summary>
    public static Activation HardSigmoid { get; } = new("HardSigmoid", 0, (x, _) => F.hardsigmoid(x), x => Math.Clamp(x + 3, 0, 6) / 6);

    /// <summary>Those that are built in.</summary>
    public static IReadOnlyList<Activation> BuiltIn { get; } = [None, ReLU, ReLU6, SiLU, Sigmoid, HardSigmoid];

    /// <summary>Its name, such as <c>ReLU6</c>.</summary>
    public string Name { get; }

    /// <summary>Version of an own one; 0 of those that are built in, and of one that is not registered.</summary>
    public int Version { get; }

    /// <summary>Whether it is none of those that are built in.</summary>
    public bool IsOwn => !BuiltIn.Contains(this);

    /// <summary>Whether it has no version: a network of it is trained, and its run is not stored.</summary>
    internal bool IsUnregistered => Version == 0 && IsOwn;

    /// <summary>An own activation for specs that are kept. One of the same name and version gives way to it.</summary>
    /// <param name="name">Its name: a letter, then letters, digits, hyphens, underscores and dots.</param>
    /// <param name="version">From 1.</param>
    /// <param name="function">A tensor of any shape to one of the same; it leaves its input as it is and draws no random numbers.</param>
    /// <exception cref="InvalidSpecException">Name or version cannot be used.</exception>
    public static Activation Register(string name, int version, Func<Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var activation = new Activation(Checked(name, version), version, (x, _) => function(x));
        OwnParts.Register(name, version, activation);
        return activation;
    }

    /// <summary>An own activation that was, or will be, registered elsewhere.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">From 1.</param>
    /// <exception cref="InvalidSpecException">Name or version cannot be used.</exception>
    public static Activation Named(string name, int version) => new(Checked(name, version), version, null);

    /// <summary>An own activation to try: networks of it are trained with <c>Trainer</c>, and no run of them is stored.</summary>
    /// <param name="name">What drawings and errors call it.</param>
    /// <param name="function">A tensor of any shape to one of the same; it leaves its input as it is and draws no random numbers.</param>
    /// <exception cref="InvalidSpecException">The name cannot be used.</exception>
    public static Activation Unregistered(string name, Func<Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Activation(Checked(name, version: 1), 0, (x, _) => function(x));
    }

    /// <summary>Equal by name and version; of two that are not registered, by function.</summary>
    public bool Equals(Activation? other) =>
        other is not null && Name == other.Name && Version == other.Version && (Version > 0 || ReferenceEquals(_apply, other._apply));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Version);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>The same with its function.</summary>
    /// <exception cref="InvalidSpecException">It is not registered in this process.</exception>
    internal Activation Resolved() => _apply is not null
        ? this
        : OwnParts.Find<Activation>(Name, Version) ?? throw OwnPartErrors.Missing("activation", Name, Version);

    /// <summary>Applies it to a tensor of any shape.</summary>
    /// <param name="x">The input.</param>
    /// <param name="inPlace">True: the input may be overwritten, since nobody else has it.</param>
    internal Tensor Apply(Tensor x, bool inPlace = true)
    {
        var y = Resolved()._apply!(x, inPlace);
        return ReferenceEquals(x, y) || y.shape.SequenceEqual(x.shape)
            ? y
            : throw new InvalidSpecException($"the own activation '{Name}' makes {OwnPartErrors.Shape(y)} of {OwnPartErrors.Shape(x)}; an activation keeps the shape");
    }

    /// <summary>The activation of one number.</summary>
    internal double Of(double x)
    {
        if (Resolved()._of is { } of)
        {
            return of(x);
        }

        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        return Apply(tensor(x, float64)).data<double>()[0];
    }

    private static string Checked(string name, int version) =>
        (BuiltIn.Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ? "a built-in activation is called so" : OwnParts.Fault(name, version)) is { } fault
            ? throw new InvalidSpecException($"there can be no activation {Quoted.Name(name)}, version {version}: {fault}")
            : name;
}
