namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>The functions of metric math that LocalAws evaluates.</summary>
internal static class MathFunctions
{
    /// <exception cref="MetricMathException">There is no such function here, or it takes another number of arguments.</exception>
    public static Func<MathScope, IReadOnlyList<MathNode>, MathValue> Find(string name, int arguments) => (name.ToUpperInvariant(), arguments) switch
    {
        ("IF", 2 or 3) => If,
        ("FILL", 2) => Fill,
        ("METRICS", 0) => (scope, _) => new SeriesListValue([.. scope.Metrics.Select(scope.Find).OfType<SeriesValue>()]),
        ("PERIOD", 1) => (scope, _) => new ScalarValue(scope.Period.TotalSeconds),
        ("ABS", 1) => Each(Math.Abs),
        ("CEIL", 1) => Each(Math.Ceiling),
        ("FLOOR", 1) => Each(Math.Floor),
        ("SUM", 1) => Aggregate(points => points.Sum()),
        ("AVG", 1) => Aggregate(points => points.Average()),
        ("MIN", 1) => Aggregate(points => points.Min()),
        ("MAX", 1) => Aggregate(points => points.Max()),
        ("IF" or "FILL" or "METRICS" or "PERIOD" or "ABS" or "CEIL" or "FLOOR" or "SUM" or "AVG" or "MIN" or "MAX", _) =>
            throw new MetricMathException($"The function {name} does not take {arguments} arguments."),
        _ => throw new MetricMathException($"LocalAws does not implement the function {name} of metric math."),
    };

    private static MathValue If(MathScope scope, IReadOnlyList<MathNode> arguments)
    {
        var condition = arguments[0](scope);
        var yes = arguments[1](scope);
        var no = arguments.Count > 2 ? arguments[2](scope) : new SeriesValue(new double?[scope.Periods]);
        return condition switch
        {
            ScalarValue number => number.Number != 0 ? yes : no,
            SeriesValue series => new SeriesValue([.. series.Points.Select((point, i) => point is null ? null : At(point != 0 ? yes : no, i))]),
            _ => throw new MetricMathException("The condition of IF has to be a time series or a number."),
        };
    }

    private static MathValue Fill(MathScope scope, IReadOnlyList<MathNode> arguments)
    {
        var filler = arguments[1](scope);
        return arguments[0](scope) switch
        {
            SeriesValue series => FillOne(series),
            SeriesListValue list => new SeriesListValue([.. list.Items.Select(FillOne)]),
            var number => number,
        };

        SeriesValue FillOne(SeriesValue series) => new([.. series.Points.Select((point, i) => point ?? At(filler, i))]);
    }

    private static Func<MathScope, IReadOnlyList<MathNode>, MathValue> Each(Func<double, double> function) => (scope, arguments) => arguments[0](scope) switch
    {
        ScalarValue number => new ScalarValue(function(number.Number)),
        SeriesValue series => new SeriesValue([.. series.Points.Select(point => point is { } value ? function(value) : (double?)null)]),
        _ => throw new MetricMathException("LocalAws does not evaluate this function for a list of time series."),
    };

    // Of one series a number, of several a series.
    private static Func<MathScope, IReadOnlyList<MathNode>, MathValue> Aggregate(Func<IEnumerable<double>, double> function)
    {
        return (scope, arguments) => arguments[0](scope) switch
        {
            SeriesValue series => new ScalarValue(Of(series.Points) ?? 0),
            SeriesListValue list => new SeriesValue([.. Enumerable.Range(0, scope.Periods).Select(i => Of(list.Items.Select(item => item.Points[i])))]),
            var number => number,
        };

        double? Of(IEnumerable<double?> points)
        {
            var known = points.OfType<double>().ToList();
            return known.Count == 0 ? null : function(known);
        }
    }

    private static double? At(MathValue value, int index) => value switch
    {
        ScalarValue number => number.Number,
        SeriesValue series => series.Points[index],
        _ => throw new MetricMathException("A list of time series is not expected here."),
    };
}
