using Microsoft.Playwright;

namespace Workbench.Tests.Page;

/// <summary>Pictures of the steps in a page, wide and narrow: in the folder that <c>WORKBENCH_PICTURES</c> names.</summary>
internal sealed class StepPictures(IPage page, string name)
{
    private const float Fading = 500; // milliseconds, of what the page shows and hides

    private static readonly string? Asked = Environment.GetEnvironmentVariable("WORKBENCH_PICTURES");

    private int _count;

    public async Task TakeIfAskedAsync(string step)
    {
        if (Asked is not null)
        {
            await TakeAsync(step);
        }
    }

    /// <summary>Takes them in any case, for want of a name beside the test's results, and says where.</summary>
    public async Task<string> TakeAsync(string step)
    {
        var folder = Directory.CreateDirectory(Asked ?? Path.Combine(AppContext.BaseDirectory, "TestResults")).FullName;
        var first = Path.Combine(folder, FormattableString.Invariant($"{name}-{++_count:00}-{step.Replace(' ', '-')}"));
        await page.WaitForTimeoutAsync(Fading);
        foreach (var (width, form) in new[] { (1280, "wide"), (480, "narrow") })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EvaluateAsync("document.querySelector('.cell.selected').scrollIntoView({ block: 'center' })");
            await page.ScreenshotAsync(new() { Path = $"{first}-{form}.png" });
        }

        await page.SetViewportSizeAsync(1280, 900);
        return $"{first}-wide.png";
    }
}
