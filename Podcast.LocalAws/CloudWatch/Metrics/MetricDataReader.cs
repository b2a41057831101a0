using Podcast.LocalAws.CloudWatch.Expressions;

namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>Computes statistics and expressions over a row of periods.</summary>
internal sealed class MetricDataReader(MetricStore store)
{
    // An expression may refer to others; a deeper chain is a circular reference.
    private const int MaxDepth = 32;

    /// <summary>The values of a query for each period.</summary>
    /// <param name="queries">All queries of the request, to which expressions may refer.</param>
    /// <param name="query">The query to compute.</param>
    /// <param name="start">The beginning of the first period.</param>
    /// <param name="period">The length of each.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="MetricMathException">The expression cannot be computed.</exception>
    public double?[] Read(IReadOnlyList<MetricDataQuery> queries, MetricDataQuery query, DateTimeOffset start, TimeSpan period, int count)
    {
        var values = new Dictionary<string, MathValue>(StringComparer.Ordinal);
        var depth = 0;
        // The scope looks values up by Find, which computes expressions in the scope.
        MathScope scope = null!;
        scope = new(Find, [.. queries.Where(one => one.Stat is not null).Select(one => one.Id)], count, period);
        return Compute(query) switch
        {
            SeriesValue series => series.Points,
            ScalarValue number => [.. Enumerable.Repeat<double?>(number.Number, count)],
            _ => throw new MetricMathException("LocalAws returns one time series for each expression."),
        };

        MathValue? Find(string id)
        {
            if (values.TryGetValue(id, out var known))
            {
                return known;
            }

            return queries.FirstOrDefault(one => one.Id == id) is { } other ? values[id] = Compute(other) : null;
        }

        MathValue Compute(MetricDataQuery one)
        {
            if (++depth > MaxDepth)
            {
                throw new MetricMathException("The expressions refer to each other in a circle.");
            }

            var value = one.Stat is { } stat ? new SeriesValue(Read(stat, start, period, count)) : one.Expression!(scope);
            depth--;
            return value;
        }
    }

    /// <summary>The values of a statistic for each period; <see langword="null"/> where nothing was reported.</summary>
    public double?[] Read(MetricStat stat, DateTimeOffset start, TimeSpan period, int count) =>
        store.Find(stat.Metric) is { } series && (stat.Unit is null || stat.Unit == series.Unit)
            ? [.. series.Read(start, period, count).Select(stat.Statistic.Of)]
            : new double?[count];
}
