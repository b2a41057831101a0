using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>One operation of S3 on a bucket or an object.</summary>
internal interface IS3Operation
{
    /// <summary>The names under which the API reference has it; more than one where the same code serves several.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>
    /// The permission that the caller needs for the request's bucket or object, such as <c>s3:GetObject</c>; what it needs beyond that, the
    /// operation checks itself. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html.
    /// </summary>
    /// <returns>The action, or <see langword="null"/> when the operation checks each object by itself.</returns>
    string? Action(S3Request request);

    Task HandleAsync(S3Request request, Bucket bucket);
}
