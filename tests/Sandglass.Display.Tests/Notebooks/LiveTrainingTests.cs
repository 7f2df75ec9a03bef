using Sandglass.Display.Formatters;
using Sandglass.Display.Notebooks;
using Sandglass.Training;

namespace Sandglass.Display.Tests.Notebooks;

public class LiveTrainingTests
{
    [Fact]
    public void It_redraws_at_most_twice_a_second_and_once_at_the_end()
    {
        var clock = new HandClock();
        var shown = new List<TrainingPicture>();
        using (var live = Live(shown, clock))
        {
            for (var step = 1; step <= 100; step++)
            {
                clock.Pass(TimeSpan.FromMilliseconds(50));
                live.Report(new TrainingProgress(step, 100, 1, 1.0 / step, null));
            }
        }

        Assert.Equal(12, shown.Count);
        Assert.Equal("Training has not begun.", shown[0].ToString());
        Assert.All(shown.SkipLast(1), picture => Assert.False(picture.Ended));
        Assert.True(shown[^1].Ended);
        Assert.Equal(100, shown[^1].Losses.Count);
        Assert.StartsWith("Trained: step 100 of 100", shown[^1].ToString());
    }

    [Fact]
    public void A_stopped_run_says_so()
    {
        var shown = new List<TrainingPicture>();
        using (var live = Live(shown, new HandClock()))
        {
            live.Report(new TrainingProgress(3, 10, 1, 0.5, null));
        }

        Assert.StartsWith("Stopped: step 3 of 10", shown[^1].ToString());
    }

    [Fact]
    public void A_run_without_steps_has_a_picture_too()
    {
        var shown = new List<TrainingPicture>();
        Live(shown, new HandClock()).Dispose();

        Assert.Equal("No step was trained: the run was there already.", shown[^1].ToString());
        Assert.NotEmpty(shown[1].ToPng());
    }

    [Fact]
    public void An_accuracy_is_told_with_the_epoch_after_which_it_was_measured()
    {
        var shown = new List<TrainingPicture>();
        using (var live = Live(shown, new HandClock()))
        {
            live.Report(new TrainingProgress(20, 20, 2, 0.5, 0.726));
        }

        Assert.Contains("validation accuracy 72.6 % after epoch 1", shown[^1].ToString());
    }

    private static LiveTraining Live(List<TrainingPicture> shown, TimeProvider clock)
    {
        void Show(object value) => shown.Add((TrainingPicture)value);
        Show(LiveTraining.NotBegun);
        return new LiveTraining(Show, clock);
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
