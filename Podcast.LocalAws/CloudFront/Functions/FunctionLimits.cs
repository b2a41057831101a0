namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>
/// What one run may use. CloudFront limits memory to 2 MB and the time to under a millisecond, in figures of its own engine; these are the
/// nearest that Jint can count, the same on a fast and on a busy machine. See docs/decisions/0041-function-limits.md.
/// </summary>
internal static class FunctionLimits
{
    /// <summary>Statements that stand for the compute time.</summary>
    public const int Statements = 100_000;

    /// <summary>Allocated bytes; an object takes several times the room that it takes there.</summary>
    public const long MemoryBytes = 8 * 1024 * 1024;

    /// <summary>Bytes of buffers and typed arrays: all that there is.</summary>
    public const int BinaryBytes = 2 * 1024 * 1024;

    /// <summary>A guard against what counts as one statement but never ends, not a measure of the function.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    /// <summary>Characters of log per run.</summary>
    public const int LogCharacters = 10 * 1024;

    /// <summary>Bytes that <c>cf.logCustomData</c> writes, once they are URL-encoded.</summary>
    public const int CustomDataBytes = 800;

    /// <summary>Array elements: those of CloudFront's engine take 16 bytes each.</summary>
    public const uint ArrayElements = 131_072;

    public const int CallDepth = 512;
}
