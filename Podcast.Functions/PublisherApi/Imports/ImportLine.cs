using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>What became of one line of an import.</summary>
/// <param name="Line">Its number in the caller's file, the header not counted.</param>
/// <param name="Status">
/// <c>created</c>; <c>added</c>: the subscriber of the address has it too; <c>changed</c>; <c>revoked</c>; <c>exists</c>: it was so already, perhaps
/// by an earlier request; <c>failed</c>: <paramref name="Problem"/> says why; <c>later</c>: there was no time left, send it again.
/// </param>
/// <param name="Subscriber">The subscriber's id.</param>
/// <param name="Problem">What is wrong with the line.</param>
internal sealed record ImportLine(int Line, string Status, string? Subscriber, Problem? Problem)
{
    public const string Created = "created";
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Revoked = "revoked";
    public const string Exists = "exists";
    public const string Failed = "failed";
    public const string Later = "later";
}
