using Sandglass.Blocks;

namespace Sandglass.Detection.Studies;

/// <summary>A detector that was trained once and recorded.</summary>
/// <param name="Family">Block of its backbone: sandglass for MobileNeXt, inverted residual for MobileNetV2.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Run">Hash of the run.</param>
/// <param name="Plan">Name of the detector's plan.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one picture.</param>
/// <param name="Epochs">Passes over the training pictures.</param>
/// <param name="ValidationArea">mAP (area) on the validation pictures, in [0, 1]; not a number where nobody looked.</param>
/// <param name="ElevenPoint">mAP of VOC 2007 on the test pictures, in [0, 1].</param>
/// <param name="Area">mAP of VOC 2010 on the test pictures, in [0, 1].</param>
/// <param name="Seconds">Seconds of training and validation.</param>
/// <param name="Test">SHA-256 of the test pictures.</param>
public sealed record RecordedDetector(
    BlockFamily Family,
    int Seed,
    string Run,
    string Plan,
    long Parameters,
    long MultiplyAdds,
    int Epochs,
    double ValidationArea,
    double ElevenPoint,
    double Area,
    double Seconds,
    string Test);
