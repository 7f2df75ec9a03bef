using Sandglass.Detection.Tests.Data;
using Sandglass.Tests.Training;
using Sandglass.Training;

namespace Sandglass.Detection.Tests.Training;

public class GoldenDetectorTests
{
    [Fact]
    public void A_detector_has_the_bytes_that_its_semantics_name()
    {
        using var folder = new TemporaryFolder();
        using var data = TinyDetectors.Data();
        // Few and small steps: which priors count as background hangs on the last digits of many scores.
        var spec = TinyDetectors.Spec(data) with { Recipe = TinyDetectors.Recipe with { Epochs = 2, LearningRate = 1e-3 } };
        var run = new RunStore(folder["runs"]).FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        GoldenRun.Check(run, "Sandglass.Detection.Tests/Training/golden-detection.json");
    }
}
