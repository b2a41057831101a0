using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Auth;

/// <summary>What differs between services in how a request is signed, and in the words of a refusal.</summary>
internal sealed class SigningRules
{
    private static readonly SigningRules S3 = new()
    {
        SigningName = "s3",
        EncodesPathOnce = true,
        StreamsBody = true,
        LogsTarget = true,
        FutureTolerance = TimeSpan.FromMinutes(15),
        ToException = S3SignatureErrors.ToException,
    };

    // DynamoDB returns 400 for every client error. See
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html.
    private static readonly SigningRules DynamoDb = new()
    {
        SigningName = "dynamodb",
        LogsTarget = true,
        ToException = fault => JsonSignatureErrors.ToException(fault, StatusCodes.Status400BadRequest),
    };

    private static readonly SigningRules KeyValueStore = new()
    {
        SigningName = "cloudfront-keyvaluestore",
        ToException = fault => new("AccessDeniedException", JsonSignatureErrors.ToException(fault).Message, StatusCodes.Status403Forbidden),
    };

    private static readonly SigningRules Lambda = Default("lambda");

    private SigningRules()
    {
    }

    /// <summary>The service's name in the credential scope.</summary>
    public required string SigningName { get; init; }

    /// <summary>S3: the path is encoded once and not normalized. All others: twice, and normalized.</summary>
    public bool EncodesPathOnce { get; private init; }

    /// <summary>S3: the body's hash is taken from the header, and the body is verified as it is read. All others: the body is read and hashed first.</summary>
    public bool StreamsBody { get; private init; }

    /// <summary>Whether a log may show path and query: those of function URLs and of the key-value store may hold what nobody should read.</summary>
    public bool LogsTarget { get; private init; }

    /// <summary>How old a signature in the header may be.</summary>
    public TimeSpan PastTolerance { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How far ahead of the server's clock the client's may be.</summary>
    public TimeSpan FutureTolerance { get; private init; } = TimeSpan.FromMinutes(5);

    public required Func<SignatureFault, AwsException> ToException { get; init; }

    public static SigningRules For(string signingName) => signingName switch
    {
        "s3" => S3,
        "dynamodb" => DynamoDb,
        "cloudfront-keyvaluestore" => KeyValueStore,
        "lambda" => Lambda,
        _ => Default(signingName),
    };

    private static SigningRules Default(string signingName) => new()
    {
        SigningName = signingName,
        ToException = fault => JsonSignatureErrors.ToException(fault),
    };
}
