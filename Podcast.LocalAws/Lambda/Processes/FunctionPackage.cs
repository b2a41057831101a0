namespace Podcast.LocalAws.Lambda.Processes;

/// <summary>A function's package in its bucket.</summary>
/// <param name="Code">Where it is.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">The SHA-256 of the zip file, in base64.</param>
internal sealed record FunctionPackage(FunctionCode Code, long Size, string Sha256);
