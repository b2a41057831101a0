using System.Text;
using CsCheck;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Operations;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.Tests.Unit.LocalAws.S3.Storage;

public sealed class ObjectListerTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.OneOf('a', 'b', '/', 'ö', '\uFFFD'), 0, 4];

    [Fact]
    public void List_PageByPage_MatchesTheModel() =>
        Gen.Select(Text.HashSet[0, 30], Text, Gen.OneOf("", "/", "a", "ab"), Text, Gen.Int[1, 5]).Sample((keys, prefix, delimiter, after, maxKeys) =>
        {
            var sorted = Sorted(keys.Where(key => key.Length > 0));
            var found = new List<string>();
            var start = after;
            while (true)
            {
                var page = ObjectLister.List(sorted, new(prefix, delimiter, start, maxKeys), item => item);
                found.AddRange(page.Objects.Select(item => item.Key).Concat(page.CommonPrefixes).OrderBy(Encoding.UTF8.GetBytes, Bytes));
                if (page.Count > maxKeys || (page.Next is not null && page.Count == 0))
                {
                    return false;
                }

                if (page.Next is null)
                {
                    return found.SequenceEqual(Model(sorted.Select(item => item.Object.Key), prefix, delimiter, after));
                }

                start = ListObjectsV2.DecodeToken(ListObjectsV2.EncodeToken(page.Next));
            }
        });

    [Fact]
    public void List_KeysOutsideOfTheBasicPlane_IsInTheOrderOfTheirBytes()
    {
        var page = ObjectLister.List(Sorted(["\U0001F600", "\uFFFD", "z"]), new("", "", "", 10), item => item);

        Assert.Equal(["z", "\uFFFD", "\U0001F600"], page.Objects.Select(item => item.Key));
    }

    [Theory]
    [InlineData("a b/c*~é(1)", "a+b/c*%7E%C3%A9%281%29")]
    public void EncodeKey_Key_IsAsInAFormButForSlashes(string key, string expected) => Assert.Equal(expected, ListParameters.EncodeKey(key));

    private static readonly Comparer<byte[]> Bytes = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));

    private static IEnumerable<string> Model(IEnumerable<string> keys, string prefix, string delimiter, string after) => keys
        .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(key => delimiter.Length > 0 && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var at ? key[..(at + delimiter.Length)] : key)
        .Where(name => Bytes.Compare(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(after)) > 0)
        .Distinct()
        .OrderBy(Encoding.UTF8.GetBytes, Bytes);

    private static List<(byte[] Key, StoredObject Object)> Sorted(IEnumerable<string> keys) =>
        [.. keys.Select(key => (Encoding.UTF8.GetBytes(key), Stored(key))).OrderBy(item => item.Item1, Bytes)];

    private static StoredObject Stored(string key) => new()
    {
        Key = key,
        Size = 0,
        ETag = "",
        LastModified = default,
        Sequence = 0,
        ChecksumAlgorithm = ChecksumAlgorithms.Default,
        Checksum = "",
        Headers = [],
        Metadata = [],
    };
}
