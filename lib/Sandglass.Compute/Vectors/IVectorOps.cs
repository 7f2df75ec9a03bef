namespace Sandglass.Compute.Vectors;

/// <summary>
/// Arithmetic on vectors of floats of one width. Kernels take it as a type argument, so that the compiler of .NET makes
/// each kernel once a width, with the instructions inlined.
/// </summary>
/// <typeparam name="TVec">The vector.</typeparam>
internal unsafe interface IVectorOps<TVec>
    where TVec : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Columns, in vectors, of a product's tile of six rows that the registers hold; at most 3 (with 4 the JIT spills, at half the speed).</summary>
    static abstract int Panel { get; }

    static abstract TVec Load(float* from);

    static abstract void Store(float* to, TVec value);

    /// <summary>The first floats of a vector, zeros behind them; nothing behind them is read.</summary>
    static abstract TVec LoadPart(float* from, int count);

    /// <summary>Writes the first floats of a vector and nothing behind them.</summary>
    static abstract void StorePart(float* to, TVec value, int count);

    static abstract TVec Broadcast(float value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVec Fma(TVec a, TVec b, TVec c);

    static abstract TVec Add(TVec a, TVec b);

    static abstract TVec Subtract(TVec a, TVec b);

    static abstract TVec Multiply(TVec a, TVec b);

    /// <summary>min(max(x, least), most); a NaN stays one, as in libtorch.</summary>
    static abstract TVec Clamp(TVec x, TVec least, TVec most);

    /// <summary>The gradient where x lies between the bounds, 0 where x is at or beyond one; it passes at a NaN, as in libtorch.</summary>
    static abstract TVec Between(TVec gradient, TVec x, TVec least, TVec most);
}
