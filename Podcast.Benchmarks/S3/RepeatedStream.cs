namespace Podcast.Benchmarks.S3;

/// <summary>As many bytes as are wanted, made of one random block: what sends them needs no disk.</summary>
internal sealed class RepeatedStream(long length) : Stream
{
    private static readonly byte[] Block = CreateBlock();

    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var offset = (int)(_position % Block.Length);
        var count = (int)Math.Min(Math.Min(buffer.Length, Block.Length - offset), length - _position);
        Block.AsSpan(offset, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private static byte[] CreateBlock()
    {
        var block = new byte[1024 * 1024];
        new Random(1).NextBytes(block);
        return block;
    }
}
