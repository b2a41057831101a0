using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>
/// The second origin of the media behavior, asked when the bucket has no such object: says whether it was taken down, in place of S3's
/// error, which would name the bucket.
/// </summary>
internal sealed class MissingAudio(CatalogTable catalog)
{
    private const string Prefix = "/media/";

    public static bool IsPath(string? path) => path?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    public async Task<APIGatewayHttpApiV2ProxyResponse> RespondAsync(string path, CancellationToken cancellationToken) =>
        await FindTakenDownAsync(path, cancellationToken).ConfigureAwait(false) ?? HttpText.NotFound();

    /// <returns>The response for audio that was taken down; null for any other.</returns>
    public async Task<APIGatewayHttpApiV2ProxyResponse?> FindTakenDownAsync(string path, CancellationToken cancellationToken) =>
        path[Prefix.Length..].Split('/') is [var show, var episode, _, ..]
        && Slug.IsValid(show)
        && Slug.IsValid(episode)
        && await catalog.IsTakenDownAsync(show, episode, cancellationToken).ConfigureAwait(false)
            ? HttpText.PlainText(410, "This episode was taken down by its publisher.")
            : null;
}
