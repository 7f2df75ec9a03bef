namespace Sandglass.Claims;

/// <summary>What a sentence says of two arms.</summary>
public enum ProxyRelation
{
    /// <summary>The first is more accurate.</summary>
    More,

    /// <summary>The first is not less accurate.</summary>
    NotLess,
}
