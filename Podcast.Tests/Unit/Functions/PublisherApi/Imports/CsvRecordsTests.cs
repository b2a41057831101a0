using System.Globalization;
using System.Text;
using CsCheck;
using CsvHelper;
using Podcast.Functions.PublisherApi.Imports;

namespace Podcast.Tests.Unit.Functions.PublisherApi.Imports;

public sealed class CsvRecordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a,b", "a|b")]
    [InlineData("a,b\r\nc,d\r\n", "a|b/c|d")]
    [InlineData("a\n\n\rb", "a/b")]
    [InlineData("a,b\n,\n\"\",\"\"\nc,d", "a|b/c|d")]
    [InlineData("\"a,\"\"b\"\"\r\n\",c", "a,\"b\"\r\n|c")]
    [InlineData("a,", "a|")]
    [InlineData(",a", "|a")]
    [InlineData("\ufeffa", "a")]
    [InlineData("\"\",a\n", "|a")]
    public void Read_Text_ReturnsRecords(string text, string expected) =>
        Assert.Equal(expected, string.Join('/', Read(text).Select(record => string.Join('|', record))));

    [Theory]
    [InlineData("a\n\"secret", "record 2 (line 2)")]
    [InlineData("a\n\n\"secret\"b", "record 2 (line 3)")]
    [InlineData("secret\"b", "record 1 (line 1)")]
    public void Read_WrongQuoting_NamesPlaceButNoValue(string text, string place)
    {
        var message = Assert.Throws<CsvFormatException>(() => Read(text)).Message;
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WrittenRecords_ReturnsTheSame() =>
        Gen.String[Gen.OneOf(Gen.Const(','), Gen.Const('"'), Gen.Const('\n'), Gen.Const('\r'), Gen.Char['a', 'c']), 0, 5].Array[3].Array[0, 4].Sample(records =>
        {
            var text = new StringWriter(CultureInfo.InvariantCulture);
            using (var csv = CsvWriter.Create(text))
            {
                foreach (var record in records)
                {
                    csv.WriteRecord(record.AsSpan());
                }
            }

            var expected = records.Where(record => record.Any(field => field.Length > 0)).ToArray();
            var read = Read(text.ToString());
            return read.Count == expected.Length && read.Zip(expected).All(pair => pair.First.SequenceEqual(pair.Second));
        });

    private static IReadOnlyList<IReadOnlyList<string>> Read(string text) => CsvRecords.Read(Encoding.UTF8.GetBytes(text), ',');
}
