namespace Podcast.LocalAws.Auth;

/// <summary>
/// What a chunk's signature is made with. See https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html.
/// </summary>
/// <param name="Key">The signing key of the request.</param>
/// <param name="Timestamp">The request's time of signing, as text.</param>
/// <param name="Scope">The request's credential scope.</param>
/// <param name="SeedSignature">The signature of the request, which the first chunk's follows.</param>
internal sealed record ChunkSigning(byte[] Key, string Timestamp, string Scope, string SeedSignature);
