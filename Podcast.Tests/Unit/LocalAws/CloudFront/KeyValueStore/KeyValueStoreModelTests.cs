using System.Text;
using CsCheck;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.KeyValueStore;

/// <summary>Several writers, each with the version that it saw last, against a dictionary.</summary>
public sealed class KeyValueStoreModelTests
{
    private const int Writers = 3;

    // Short names, so that writers meet; ä has two bytes, and one value is too long.
    private static readonly Gen<string> Key = OneOf("a", "b", "ä", "b/c", new string('k', 512), new string('ä', 257));
    private static readonly Gen<string> Value = OneOf("", "1", "zwei", new string('v', 1024), new string('ä', 513));

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, Writers - 1], Gen.Bool, Gen.Select(Key, Value).List[0, 4], Key.List[0, 3], (writer, looksFirst, puts, deletes) => new Step(
            writer,
            looksFirst,
            [.. puts.DistinctBy(put => put.Item1).Select(put => new KeyValueEntry(put.Item1, put.Item2))],
            [.. deletes.Distinct().Except(puts.Select(put => put.Item1))]));

    [Fact]
    public void Update_BySeveralWriters_BehavesAsADictionaryWithAVersion() => Steps.List[1, 40].Sample(steps =>
    {
        var store = new KeyValueStoreState("id", "arn", TimeSpan.Zero, TimeProvider.System);
        var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var seen = Enumerable.Repeat(store.Current.ETag, Writers).ToArray();
        foreach (var step in steps)
        {
            var before = store.Current;
            if (step.LooksFirst)
            {
                seen[step.Writer] = before.ETag;
            }

            var expected = ExpectedError(step, seen[step.Writer] == before.ETag);
            string? actual = null;
            try
            {
                seen[step.Writer] = store.Update(seen[step.Writer], step.Puts, step.Deletes).ETag;
            }
            catch (AwsException error)
            {
                actual = error.Code;
            }

            Assert.Equal(expected, actual);
            if (actual is null)
            {
                Apply(model, step);
                Assert.NotEqual(before.ETag, store.Current.ETag);
            }
            else
            {
                Assert.Same(before, store.Current);
            }

            AssertSame(model, store.Current);
            AssertSame(model, store.AtEdge);
        }
    }, iter: 200);

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string? ExpectedError(Step step, bool isCurrent)
    {
        var isTooLarge = step.Puts.Any(put => Bytes(put.Key) > 512 || Bytes(put.Value) > 1024) || step.Deletes.Any(key => Bytes(key) > 512);
        return isTooLarge ? "ServiceQuotaExceededException" : isCurrent ? null : "ConflictException";
    }

    private static void Apply(SortedDictionary<string, string> model, Step step)
    {
        foreach (var key in step.Deletes)
        {
            model.Remove(key);
        }

        foreach (var put in step.Puts)
        {
            model[put.Key] = put.Value;
        }
    }

    private static void AssertSame(SortedDictionary<string, string> model, KeyValueSnapshot snapshot)
    {
        Assert.Equal(model.Select(pair => (pair.Key, pair.Value)).Order(), snapshot.Entries.Select(entry => (entry.Key, entry.Value)).Order());
        Assert.Equal(model.Sum(pair => Bytes(pair.Key) + Bytes(pair.Value)), snapshot.TotalSizeInBytes);
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private sealed record Step(int Writer, bool LooksFirst, IReadOnlyList<KeyValueEntry> Puts, IReadOnlyList<string> Deletes);
}
