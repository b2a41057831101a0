using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Feeds;

/// <summary>A show of a subscriber, as the page of all of them lists it.</summary>
internal sealed record ListedShow(Show Show, AccessState Access);
