namespace Podcast.LocalAws.S3.Checksums;

/// <summary>A checksum over data that comes in pieces.</summary>
internal interface IRunningChecksum : IDisposable
{
    void Append(ReadOnlySpan<byte> data);

    /// <summary>The value, most significant byte first. Nothing may be appended afterwards.</summary>
    byte[] Finish();
}
