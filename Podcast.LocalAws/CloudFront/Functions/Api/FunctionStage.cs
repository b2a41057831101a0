using System.Security.Cryptography;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>One stage of a function: <c>DEVELOPMENT</c> or <c>LIVE</c>.</summary>
internal sealed record FunctionStage(byte[] Code, string Comment, string Runtime, IReadOnlyList<string> StoreArns, DateTimeOffset Modified)
{
    private const string ETagAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>New with each change; another than that of the other stage.</summary>
    public string ETag { get; init; } = NewETag();

    public static string NewETag() => "E" + RandomNumberGenerator.GetString(ETagAlphabet, 13);
}
