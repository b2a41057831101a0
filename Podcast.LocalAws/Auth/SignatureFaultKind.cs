namespace Podcast.LocalAws.Auth;

internal enum SignatureFaultKind
{
    /// <summary>The request is not signed at all.</summary>
    Missing,

    /// <summary>It is signed in the header and in the query.</summary>
    Ambiguous,

    /// <summary>A part of the signature is missing or cannot be read.</summary>
    Incomplete,

    /// <summary>The algorithm is not one of AWS's.</summary>
    UnsupportedAlgorithm,

    /// <summary>Signature Version 2, which S3 does not take for buckets made since June 2020.</summary>
    SignatureVersion2,

    /// <summary>The access key does not exist.</summary>
    UnknownAccessKey,

    /// <summary>The session token is missing, or belongs to other credentials.</summary>
    InvalidToken,

    /// <summary>The temporary credentials have expired.</summary>
    ExpiredToken,

    /// <summary>The scope names another service.</summary>
    WrongService,

    /// <summary>The scope names another region.</summary>
    WrongRegion,

    /// <summary>The scope's day is not the day of the timestamp.</summary>
    WrongDate,

    /// <summary>The timestamp is too far from the server's time.</summary>
    Skewed,

    /// <summary>A presigned request is past its time.</summary>
    Expired,

    /// <summary>A presigned request states a lifetime that is not allowed.</summary>
    InvalidLifetime,

    /// <summary>The Host header is not signed.</summary>
    HostNotSigned,

    /// <summary>An <c>x-amz-…</c> header is not signed where all of them have to be.</summary>
    HeadersNotSigned,

    /// <summary>The header with the body's hash is missing where it is required.</summary>
    MissingPayloadHash,

    /// <summary>The signature is not that of this request.</summary>
    Mismatch,
}
