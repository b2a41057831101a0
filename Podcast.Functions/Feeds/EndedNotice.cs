using Podcast.Functions.Domain;

namespace Podcast.Functions.Feeds;

/// <summary>What a feed says instead of its episodes once access has ended: why, and what to do.</summary>
internal sealed record EndedNotice(string Id, string TitleSuffix, string Title, string Text)
{
    public static EndedNotice For(AccessState state) => state switch
    {
        AccessState.Lapsed => new(
            "subscription-lapsed",
            "subscription lapsed",
            "Your subscription has lapsed",
            "This subscription has run out, so there are no episodes here any more. Renew it with the publisher: this same feed then plays again."),
        AccessState.Revoked => new(
            "subscription-revoked",
            "subscription ended",
            "Your subscription has ended",
            "The publisher has ended this subscription, so there are no episodes here any more. If that is a mistake, ask the publisher."),
        AccessState.Replaced => new(
            "feed-replaced",
            "feed moved",
            "This feed has a new address",
            "This address was replaced by a new one, so there are no episodes here any more. Remove this feed and add the new address; "
                + "the publisher has it."),
        AccessState.Active => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
