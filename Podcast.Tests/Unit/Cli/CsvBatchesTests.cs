using System.Text;
using CsCheck;
using Podcast.Cli.Subscribers;

namespace Podcast.Tests.Unit.Cli;

public sealed class CsvBatchesTests
{
    private const string Header = "email,plan\n";

    private static readonly Gen<string> Record = Gen.OneOf(
        Gen.String[Gen.Char['a', 'z'], 1, 8],
        Gen.String[Gen.OneOf(Gen.Char['a', 'c'], Gen.Const('\n'), Gen.Const(',')), 0, 8].Select(text => $"\"{text}\""));

    [Fact]
    public void Batch_AnyRecordsAndSizes_HaveTheHeaderAndLoseNothing() => Gen.Select(Record.Array[1, 30], Gen.Int[1, 7], Gen.Bool).Sample((records, size, endsWithNewline) =>
    {
        using var file = new TemporaryFile(Header + string.Join('\n', records) + (endsWithNewline ? "\n" : ""));

        var batches = CsvBatches.Read(file.Path);

        Assert.Equal(records.Length, batches.LineCount);
        var joined = new StringBuilder();
        for (var line = 1; line <= batches.LineCount; line += size)
        {
            var batch = Encoding.UTF8.GetString(batches.Batch(line, size));
            Assert.StartsWith(Header, batch, StringComparison.Ordinal);
            joined.Append(batch[Header.Length..]);
        }

        Assert.Equal(string.Join('\n', records), joined.ToString().TrimEnd('\n'));
    });

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
