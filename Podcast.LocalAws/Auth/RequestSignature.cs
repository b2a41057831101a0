namespace Podcast.LocalAws.Auth;

/// <summary>What a request states about its signature, in the Authorization header or in the query; nothing of it is verified yet.</summary>
internal sealed record RequestSignature
{
    public required SignatureAlgorithm Algorithm { get; init; }

    public required string AccessKeyId { get; init; }

    /// <summary>The day of the credential scope, <c>yyyyMMdd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>The region of the credential scope; a SigV4A scope has none.</summary>
    public string? Region { get; init; }

    public required string Service { get; init; }

    /// <summary>The names of the signed headers, in lower case and in the order of the signature.</summary>
    public required string[] SignedHeaders { get; init; }

    /// <summary>The signature in hexadecimal digits.</summary>
    public required string Signature { get; init; }

    /// <summary>The time of signing, <c>yyyyMMddTHHmmssZ</c>.</summary>
    public required string Timestamp { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>How long a presigned request is good for; <see langword="null"/> when the signature is in the header.</summary>
    public TimeSpan? Lifetime { get; init; }

    public bool IsPresigned => Lifetime is not null;

    public string? SessionToken { get; init; }

    /// <summary>The regions that a SigV4A signature is good for, separated by commas.</summary>
    public string? RegionSet { get; init; }

    /// <summary>The credential scope as it goes into the string to sign.</summary>
    public string Scope => Region is null ? $"{Date}/{Service}/{Terminator}" : $"{Date}/{Region}/{Service}/{Terminator}";

    public const string Terminator = "aws4_request";
}
