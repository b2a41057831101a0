namespace Podcast.LocalAws.Auth;

/// <summary>What the verified signature of an S3 request says about its body, which is verified as it is read. A feature of the request.</summary>
/// <param name="Hash">The hexadecimal SHA-256 of the body, or one of the words of <c>x-amz-content-sha256</c>, such as <c>UNSIGNED-PAYLOAD</c>.</param>
/// <param name="Chunks">What the signatures of chunks are made with.</param>
internal sealed record PayloadSignature(string Hash, ChunkSigning? Chunks);
