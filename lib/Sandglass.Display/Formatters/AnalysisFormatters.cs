using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Display.Figures;
using Sandglass.Display.Pictures;

namespace Sandglass.Display.Formatters;

/// <summary>Images, and what trained networks say of them and of themselves.</summary>
internal static class AnalysisFormatters
{
    public static void Register()
    {
        Sheet<ImageDataset>(ImagePictures.Of);
        Sheet<DatasetSplits>(splits => ImagePictures.Of(splits.Training));
        Sheet<Predictions>(ImagePictures.Of);
        Sheet<Captures>(ImagePictures.Of);
        Sheet<TileSheet>(sheet => sheet);
        FigureFormatters.Register<ConfusionMatrix>(RunFigures.Confusion);
        FigureFormatters.Register<RankProfile>(RunFigures.EffectiveRank);
        FigureFormatters.Register<GradientGram>(RunFigures.Agreement);
        new Forms<TrainedNetwork>().Plain(network => FormattableString.Invariant($"{network.Plan.Name}, trained on {network.Images.Training.Name}: Capture(pattern, images), Predict(images)"));
    }

    private static void Sheet<T>(Func<T, TileSheet> of) => new Forms<T>().Png(value => of(value).ToPng()).Plain(value => of(value).Title);
}
