namespace Podcast.Functions.PublisherApi.Http;

/// <summary>A body that is not JSON: a document, or a page of CSV.</summary>
internal sealed record ApiText(string Text, string ContentType)
{
    // An export is full of e-mail addresses.
    public override string ToString() => ContentType;
}
