namespace Sandglass.Detection.Data;

/// <summary>Pictures with annotated objects. Members may be called from several threads at once.</summary>
public interface IDetectionSet
{
    /// <summary>What the pictures are, such as <c>generated/training</c>.</summary>
    string Name { get; }

    /// <summary>The set's identity in lower-case hexadecimal; each set says what goes into it.</summary>
    string Sha256 { get; }

    /// <summary>Names of the classes; a label is an index into them. Background is none of them.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Number of pictures.</summary>
    int Count { get; }

    /// <summary>Channels of every picture: 1 for grey, 3 for colour.</summary>
    int Channels { get; }

    /// <summary>One picture with its objects: the same each time.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <exception cref="Sandglass.Data.DataFormatException">The picture cannot be read.</exception>
    DetectionSample Read(int index);
}
