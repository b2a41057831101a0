using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.Transcoding;

namespace Podcast.Tests.Unit.Functions.Transcoding;

/// <summary>Chapters of a text track, read from an upload by ranges.</summary>
public sealed class RecordedChaptersTests
{
    private static readonly (int Milliseconds, byte[] Sample)[] Chapters =
        [(61_500, Mp4File.Sample("Begin")), (28_500, Mp4File.Sample([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Jürgen")])), (1_000, Mp4File.Sample(""))];

    private static readonly Recording Recording = new() { Show = "news", Episode = "one", Status = RecordingStatus.AwaitingUpload, Revision = "abc" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Store_AudioWithATextTrack_AreJsonChapters(bool isLong)
    {
        using var upload = new Upload(Mp4File.Create(Chapters, isLong: isLong));

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """{"version":"1.2.0","chapters":[{"startTime":0,"endTime":61.5,"title":"Begin"},{"startTime":61.5,"endTime":90,"title":"Jürgen"},{"startTime":90,"endTime":91}]}"""),
            await upload.ReadChaptersAsync()));
    }

    [Fact]
    public async Task Store_TrackThatBeginsLater_IsLater()
    {
        // An empty edit of two seconds; then the track's first second is left out.
        using var upload = new Upload(Mp4File.Create(Chapters, edits: Mp4File.Edits((2000, -1), (91_000, 600))));

        Assert.Equal([1m, 62.5m, 91m], (await upload.ReadChaptersAsync())!["chapters"]!.AsArray().Select(chapter => (decimal)chapter!["startTime"]!));
    }

    [Fact]
    public async Task Store_TitlesOfAnyDistance_CostOneReadForThoseThatAreClose()
    {
        var chapters = Enumerable.Range(0, 40).Select(number => (1000, Mp4File.Sample($"Chapter {number}"))).ToArray();
        using var close = new Upload(Mp4File.Create(chapters, gap: 10));
        using var far = new Upload(Mp4File.Create(chapters, gap: 70_000));

        Assert.True(JsonNode.DeepEquals(await close.ReadChaptersAsync(), await far.ReadChaptersAsync()));
        Assert.Equal((1, chapters.Length), (close.Reads - Upload.ReadsOfMovie, far.Reads - Upload.ReadsOfMovie));
        Assert.Equal("Chapter 39", (string?)(await far.ReadChaptersAsync())!["chapters"]![39]!["title"]);
    }

    [Fact]
    public async Task Store_MoreChaptersThanAreRead_HasTheFirst()
    {
        using var upload = new Upload(Mp4File.Create([.. Enumerable.Range(0, 1000).Select(number => (1000, Mp4File.Sample($"Chapter {number}")))], gap: 0));

        Assert.Equal(Mp4ChapterTrack.MaxChapters, (await upload.ReadChaptersAsync())!["chapters"]!.AsArray().Count);
    }

    [Fact]
    public async Task Store_DamagedFile_HasValidChaptersOrNoneWithinTheBounds()
    {
        var file = Mp4File.Create(Chapters, edits: Mp4File.Edits((2000, -1), (91_000, 600)));
        var random = new Random(1);
        for (var round = 0; round < 6_000; round++)
        {
            // A byte, or four of a length, a count or a place, or the end is missing.
            var damaged = (byte[])file.Clone();
            var place = random.Next(8, damaged.Length - 4);
            Span<byte> value = (round % 4) switch
            {
                0 => [(byte)random.Next(256)],
                1 => [0xFF, 0xFF, 0xFF, 0xFF],
                2 => [0x7F, 0xFF, 0xFF, 0xFF],
                _ => [0, 0, 0, (byte)random.Next(16)],
            };
            value.CopyTo(damaged.AsSpan(place));
            using var upload = new Upload(round % 7 == 0 ? damaged[..random.Next(12, damaged.Length)] : damaged);

            var chapters = await upload.ReadChaptersAsync();

            Assert.True(chapters is null || ChapterFile.FindFault(Encoding.UTF8.GetBytes(chapters.ToJsonString())) is null, $"Round {round}: {chapters}");
            Assert.InRange(upload.Reads, 1, 16 + 1 + Mp4ChapterTrack.MaxChapters);
            Assert.InRange(upload.LongestRead, 1, Mp4Chapters.MaxLength);
        }
    }

    [Fact]
    public async Task Store_TrackThatStatesEverything_ReadsWithinTheBounds()
    {
        // Every sample of the same size, as many as 32 bits count, in one chunk.
        var file = Mp4File.Create(Chapters);
        var sizes = file.AsSpan().IndexOf("stsz"u8) + 8;
        ((ReadOnlySpan<byte>)[0, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]).CopyTo(file.AsSpan(sizes));
        file.AsSpan(file.AsSpan().IndexOf("stsc"u8) + 16, 4).Fill(0xFF);
        file.AsSpan(file.AsSpan().IndexOf("stts"u8) + 12, 4).Fill(0xFF);
        using var upload = new Upload(file);

        Assert.Equal(Mp4ChapterTrack.MaxChapters, (await upload.ReadChaptersAsync())?["chapters"]!.AsArray().Count);
        Assert.InRange(upload.Reads, 1, 16 + 1 + Mp4ChapterTrack.MaxChapters);
    }

    /// <summary>An upload in memory, of which every read is counted.</summary>
    private sealed class Upload(byte[] file) : AmazonS3Client("access", "secret", new AmazonS3Config { ServiceURL = "http://localhost:9" })
    {
        /// <summary>Of the headers of three boxes, and the movie.</summary>
        public const int ReadsOfMovie = 4;

        private int _reads;
        private byte[]? _stored;

        public int Reads => _reads;

        public long LongestRead { get; private set; }

        public async Task<JsonNode?> ReadChaptersAsync()
        {
            (_reads, _stored) = (0, null);
            var chapters = new RecordedChapters(new(() => this, "ingest"), new(() => this, "media"));
            var name = await chapters.StoreAsync(Recording, file[..Math.Min(file.Length, AudioSniffer.Length)], TestContext.Current.CancellationToken);
            Assert.Equal(_stored is null, name is null);
            return _stored is null ? null : JsonNode.Parse(_stored);
        }

        public override Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _reads);
            var (start, end) = (request.ByteRange.Start, request.ByteRange.End);
            Assert.InRange(start, 0, end);
            lock (file)
            {
                LongestRead = Math.Max(LongestRead, end - start + 1);
            }

            return start >= file.Length
                ? throw new AmazonS3Exception("The requested range is not satisfiable") { StatusCode = HttpStatusCode.RequestedRangeNotSatisfiable }
                : Task.FromResult(new GetObjectResponse { ResponseStream = new MemoryStream(file, (int)start, (int)Math.Min(end + 1, file.Length) - (int)start) });
        }

        public override Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default)
        {
            using var copy = new MemoryStream();
            request.InputStream.CopyTo(copy);
            _stored = copy.ToArray();
            return Task.FromResult(new PutObjectResponse());
        }
    }
}
