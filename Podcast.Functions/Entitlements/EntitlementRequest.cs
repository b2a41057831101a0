using System.Text.RegularExpressions;
using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Entitlements;

/// <summary>A request of the edge function: does this token have access to this path?</summary>
/// <param name="Token">The token; whether it is genuine is not known yet.</param>
/// <param name="Show">The show that the path belongs to; null for the page of all shows.</param>
/// <param name="Path">The viewer's path after the token.</param>
/// <param name="IsAudio">False for feeds and pages, which say why access ended.</param>
/// <param name="IsUnchecked">The edge cannot read its store and so cannot check a grant: the response is the content itself, not a redirect.</param>
internal sealed partial record EntitlementRequest(SubscriberToken Token, string? Show, string Path, bool IsAudio, bool IsUnchecked)
{
    /// <returns>Null for everything that the edge function does not send.</returns>
    public static EntitlementRequest? Read(APIGatewayHttpApiV2ProxyRequest input)
    {
        if (!SubscriberToken.TryParse(input.FindHeader(PodcastHeaders.Token), out var token)
            || PathPattern.Match(input.RawPath ?? "") is not { Success: true } path
            || path.Groups["hash"].Value != token.Hash)
        {
            return null;
        }

        return new(
            token,
            path.Groups["show"] is { Success: true } show ? show.Value : null,
            path.Groups["path"].Value,
            path.Groups["audio"].Success,
            input.FindHeader(PodcastHeaders.Access) == PodcastHeaders.Unchecked);
    }

    // The generated ToString would print the path, which identifies a person.
    public override string ToString() => nameof(EntitlementRequest);

    // The part after the hash is the pattern of Edge/viewer-request.js.
    [GeneratedRegex(
        @"^/entitlements/(?<hash>[A-Za-z0-9_-]{12})(?<path>/feeds/(?<show>[a-z0-9][a-z0-9-]{0,62})(/[1-9][0-9]{0,2})?\.xml|(?<audio>/media/)(?<show>[a-z0-9][a-z0-9-]{0,62})/[a-z0-9][a-z0-9-]{0,62}(/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}){1,3}|/(shows/(?<show>[a-z0-9][a-z0-9-]{0,62})(/[1-9][0-9]{0,2})?)?|/notices/(?<show>[a-z0-9][a-z0-9-]{0,62})/[a-z0-9-]{1,63}\.mp3)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern { get; }
}
