namespace Sandglass.Compute.Vectors;

/// <summary>
/// A few vectors that a kernel keeps in registers, a stride apart in memory: columns of a product, neighbouring pixels, or
/// neighbouring weights of a kernel. Kernels take it as a type argument: the loop is written once, and made once a number of vectors.
/// </summary>
internal unsafe interface IRow<TSelf, TVec>
    where TSelf : struct
    where TVec : struct
{
    /// <summary>Its vectors.</summary>
    static abstract int Width { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Load(float* from, nint stride);

    static abstract TSelf LoadPart(float* from, nint stride, int count);

    /// <summary>a·b + c.</summary>
    static abstract TSelf Fma(TVec a, TSelf b, TSelf c);

    /// <summary>a·b + c.</summary>
    static abstract TSelf Fma(TSelf a, TVec b, TVec c);

    /// <summary>a·b + c.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    void Store(float* to, nint stride);

    void StorePart(float* to, nint stride, int count);

    TSelf Plus(TSelf other);

    TSelf Minus(TVec other);

    TSelf Clamp(TVec least, TVec most);

    /// <summary>This gradient where x lies between the bounds.</summary>
    TSelf Between(TSelf x, TVec least, TVec most);

    /// <summary>The sum of its vectors.</summary>
    TVec Sum();

    /// <summary>The sum of the products of its vectors with another row's.</summary>
    TVec Dot(TSelf other);
}
