using Podcast.LocalAws.CloudFront.Api;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>One stage of a function: <c>DEVELOPMENT</c> or <c>LIVE</c>.</summary>
internal sealed record FunctionStage(byte[] Code, string Comment, string Runtime, IReadOnlyList<string> StoreArns, DateTimeOffset Modified)
{
    /// <summary>New with each change; another than that of the other stage.</summary>
    public string ETag { get; init; } = ETags.New();
}
