using System.IO.Pipelines;
using System.Text;
using CsCheck;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.Tests.Unit.LocalAws.S3.Uploads;

public sealed class AwsChunkedStreamTests
{
    private static readonly ChunkSigning Signing = new([1, 2, 3], "20260102T030405Z", "20260102/us-east-1/s3/aws4_request", new string('0', 64));

    private static readonly Gen<byte[][]> Chunks =
        from whole in Gen.Int[8192, 8300].List[0, 3]
        from last in Gen.Int[1, 100]
        select whole.Append(last).Select((length, index) => Enumerable.Repeat((byte)index, length).ToArray()).ToArray();

    [Fact]
    public void ReadAsync_SignedChunksInAnyPieces_IsTheirData() => Gen.Select(Chunks, Gen.Int[1, 5000]).Sample((chunks, piece) =>
        Read(Encode(chunks, "x-amz-checksum-crc32:AAAAAA=="), chunks.Sum(chunk => chunk.Length), piece, out var trailer).AsSpan().SequenceEqual(chunks.SelectMany(chunk => chunk).ToArray())
        && trailer["x-amz-checksum-crc32"] == "AAAAAA==");

    [Fact]
    public void ReadAsync_AfterAnyBitChanged_Fails() => Gen.Select(Chunks, Gen.UInt).Sample((chunks, bit) =>
    {
        var body = Encode(chunks, "x-amz-checksum-crc32:AAAAAA==");
        body[bit / 8 % (uint)body.Length] ^= (byte)(1 << (int)(bit % 8));
        var data = chunks.SelectMany(chunk => chunk).ToArray();
        try
        {
            // Where the change meets no more than the case of a letter or the blank end of a line, the content is the same.
            return Read(body, data.Length, 4096, out var trailer).AsSpan().SequenceEqual(data) && trailer["x-amz-checksum-crc32"] == "AAAAAA==";
        }
        catch (AwsException)
        {
            return true;
        }
    });

    [Theory]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", 3, null)]
    [InlineData("3\r\nabc\r\n0\r\n", 3, null)]
    [InlineData("3\r\nabc\r\n", 3, "IncompleteBody")]
    [InlineData("3\r\nab", 3, "IncompleteBody")]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", 4, "IncompleteBody")]
    [InlineData("4\r\nabcd\r\n0\r\n\r\n", 3, "IncompleteBody")]
    [InlineData("3\r\nabcd\r\n0\r\n\r\n", 3, "IncompleteBody")]
    [InlineData("x\r\nabc\r\n0\r\n\r\n", 3, "IncompleteBody")]
    [InlineData("FFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n", 3, "IncompleteBody")]
    [InlineData("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", 3, "InvalidChunkSizeError")]
    [InlineData("3\r\nabc\r\n0\r\nno colon\r\n\r\n", 3, "MalformedTrailerError")]
    public async Task ReadAsync_UnsignedChunks_AcceptsWellFormedOnesOnly(string body, int length, string? code)
    {
        await using var stream = new AwsChunkedStream(PipeReader.Create(new MemoryStream(Encoding.ASCII.GetBytes(body))), length, null, hasTrailer: true);

        var error = await Record.ExceptionAsync(() => stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(code, (error as AwsException)?.Code);
    }

    private static byte[] Read(byte[] body, int length, int piece, out IReadOnlyDictionary<string, string> trailer)
    {
        using var verifier = new ChunkVerifier(Signing);
        using var stream = new AwsChunkedStream(
            PipeReader.Create(new MemoryStream(body), new(bufferSize: piece)), length, verifier, hasTrailer: true);
        using var data = new MemoryStream();
        stream.CopyToAsync(data).GetAwaiter().GetResult();
        trailer = stream.Trailer;
        return data.ToArray();
    }

    private static byte[] Encode(byte[][] chunks, string trailer)
    {
        var body = new MemoryStream();
        var previous = Signing.SeedSignature;
        foreach (var chunk in chunks.Append([]))
        {
            previous = SigV4.Sign(
                Signing.Key, $"AWS4-HMAC-SHA256-PAYLOAD\n{Signing.Timestamp}\n{Signing.Scope}\n{previous}\n{SigV4.EmptyHash}\n{SigV4.Hash(chunk)}");
            body.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x};chunk-signature={previous}\r\n"));
            body.Write(chunk);
            body.Write(chunk.Length == 0 ? ""u8 : "\r\n"u8);
        }

        var signature = SigV4.Sign(
            Signing.Key, $"AWS4-HMAC-SHA256-TRAILER\n{Signing.Timestamp}\n{Signing.Scope}\n{previous}\n{SigV4.Hash(Encoding.ASCII.GetBytes(trailer + "\n"))}");
        body.Write(Encoding.ASCII.GetBytes($"{trailer}\r\nx-amz-trailer-signature:{signature}\r\n\r\n"));
        return body.ToArray();
    }
}
