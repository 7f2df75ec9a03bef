using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Search.Bilevel;

/// <summary>Parameters whose gradient nobody asks for; they take gradients again when it is disposed. libtorch leaves out what is not asked for, a fused chain does not know.</summary>
internal sealed class FrozenParameters : IDisposable
{
    private readonly Parameter[] _parameters;

    internal FrozenParameters(IEnumerable<Parameter> parameters)
    {
        _parameters = [.. parameters];
        Take(false);
    }

    public void Dispose() => Take(true);

    private void Take(bool gradients)
    {
        foreach (var parameter in _parameters)
        {
            parameter.requires_grad = gradients;
        }
    }
}
