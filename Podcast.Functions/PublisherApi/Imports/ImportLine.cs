using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>What became of one line of an import.</summary>
/// <param name="Line">Its number in the caller's file, the header not counted.</param>
/// <param name="Status">
/// <c>created</c>; <c>added</c>: the subscriber of the address has it too; <c>exists</c>: an earlier request made it; <c>failed</c>: <paramref name="Problem"/> says why; <c>later</c>: there was no time
/// left, send it again.
/// </param>
/// <param name="Subscriber">The subscriber's id.</param>
/// <param name="Problem">What is wrong with the line.</param>
internal sealed record ImportLine(int Line, string Status, string? Subscriber, Problem? Problem);
