namespace Podcast.LocalAws.S3.Storage;

/// <summary>One page of a listing.</summary>
/// <param name="Items">The items, in order.</param>
/// <param name="CommonPrefixes">The common prefixes, in order.</param>
/// <param name="NextKey">The last key or common prefix of this page; <see langword="null"/> on the last page.</param>
/// <param name="NextId">The last item's id, when the page ends with one.</param>
internal sealed record MarkerPage<T>(IReadOnlyList<T> Items, IReadOnlyList<string> CommonPrefixes, string? NextKey, string? NextId);
