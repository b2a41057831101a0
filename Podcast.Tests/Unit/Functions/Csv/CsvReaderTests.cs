using System.Text;
using CsCheck;
using Podcast.Functions.Csv;

namespace Podcast.Tests.Unit.Functions.Csv;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a,b", "a|b")]
    [InlineData("a,b\r\nc,d\r\n", "a|b/c|d")]
    [InlineData("a\n\n\rb", "a/b")]
    [InlineData("\"a,\"\"b\"\"\r\n\",c", "a,\"b\"\r\n|c")]
    [InlineData("a,", "a|")]
    [InlineData(",a", "|a")]
    [InlineData("\ufeffa", "a")]
    [InlineData("\"\",a\n", "|a")]
    public void Read_Text_IsTheRecords(string text, string expected) =>
        Assert.Equal(expected, string.Join('/', CsvReader.Read(text).Select(record => string.Join('|', record))));

    [Theory]
    [InlineData("a\n\"b", "Record 2")]
    [InlineData("\"a\"b", "Record 1")]
    public void Read_QuotationWrong_SaysWhere(string text, string where) =>
        Assert.StartsWith(where, Assert.Throws<FormatException>(() => CsvReader.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() =>
        Gen.String[Gen.OneOf(Gen.Const(','), Gen.Const('"'), Gen.Const('\n'), Gen.Const('\r'), Gen.Char['a', 'c']), 0, 5].Array[1, 4].Array[0, 4].Sample(records =>
        {
            var csv = new StringBuilder();
            foreach (var record in records)
            {
                csv.AppendRecord(record);
            }

            var expected = records.Where(record => record.Any(field => field.Length > 0)).ToArray();
            var read = CsvReader.Read(csv.ToString());
            return read.Count == expected.Length && read.Zip(expected).All(pair => pair.First.SequenceEqual(pair.Second));
        });
}
