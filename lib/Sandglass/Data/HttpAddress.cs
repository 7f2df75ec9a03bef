using System.Net;
using System.Net.Http.Headers;

namespace Sandglass.Data;

/// <summary>Asks for a file, and follows redirects by rules of its own: a few, over HTTP alone, and never from HTTPS to what anybody can change on the way.</summary>
internal static class HttpAddress
{
    private const int MostRedirects = 5;

    /// <summary>A client that leaves redirects to <see cref="Ask"/>.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The answer of the last address, its body not yet read.</summary>
    /// <param name="client">Who speaks HTTP.</param>
    /// <param name="source">The first address.</param>
    /// <param name="from">Bytes that are there already.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkbenchException">The address, or one that it leads to, may not be followed.</exception>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    public static async Task<HttpResponseMessage> Ask(HttpClient client, Uri source, long from, CancellationToken cancellation)
    {
        if (!IsHttp(source))
        {
            throw new WorkbenchException($"{source} is not an http or https address; give one with --from.");
        }
        var address = source;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!IsRedirect(response.StatusCode))
            {
                return response;
            }
            using (response)
            {
                address = redirects < MostRedirects
                    ? Next(source, address, response.Headers.Location)
                    : throw new WorkbenchException($"{source} redirects more than {MostRedirects} times; check the address given with --from.");
            }
        }
    }

    private static Uri Next(Uri source, Uri address, Uri? location)
    {
        var next = location is not null && Uri.TryCreate(address, location, out var led) ? led : null;
        return next is not null && IsHttp(next) && (address.Scheme != Uri.UriSchemeHttps || next.Scheme == Uri.UriSchemeHttps)
            ? next
            : throw new WorkbenchException(
                $"{source} redirects to {(next is null ? "nowhere" : Quoted.Name(next.AbsoluteUri))}, which is not followed: only http and https are, and https only to https; check the address given with --from.");
    }

    private static bool IsHttp(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
