namespace Podcast.LocalAws.S3.Storage;

/// <summary>One page of a listing.</summary>
/// <param name="Objects">The objects, in order.</param>
/// <param name="CommonPrefixes">The common prefixes, in order.</param>
/// <param name="Next">What the next page follows: the last key or common prefix of this one; <see langword="null"/> on the last page.</param>
internal sealed record ObjectPage(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> CommonPrefixes, string? Next)
{
    public int Count => Objects.Count + CommonPrefixes.Count;
}
