using System.Globalization;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>ETags, which are versions, and If-Match: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1.</summary>
internal static class Preconditions
{
    public static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <returns>Null when the request may go on with this version.</returns>
    public static Problem? Check(ApiRequest request, long version)
    {
        var etag = ETag(version);
        return request.IfMatch is not { } wanted || wanted.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == etag || tag == "*")
            ? null
            : Problem.PreconditionFailed($"The current version is {etag}. Read it again and repeat the change.");
    }

    /// <summary>Where a lost update would hurt, the caller has to say which version was read.</summary>
    public static Problem? Require(ApiRequest request) => request.IfMatch is null ? Problem.PreconditionRequired() : null;
}
