namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>Operators between numbers and series.</summary>
internal static class MathOperators
{
    public static MathValue Apply(string symbol, MathValue left, MathValue right)
    {
        var isComparison = symbol is not ("+" or "-" or "*" or "/" or "^");
        Func<double, double, double?> operation = symbol switch
        {
            "+" => (x, y) => x + y,
            "-" => (x, y) => x - y,
            "*" => (x, y) => x * y,
            "/" => (x, y) => y == 0 ? null : x / y,
            "^" => (x, y) => Math.Pow(x, y),
            "==" => (x, y) => Number(x == y),
            "!=" => (x, y) => Number(x != y),
            "<" => (x, y) => Number(x < y),
            "<=" => (x, y) => Number(x <= y),
            ">" => (x, y) => Number(x > y),
            ">=" => (x, y) => Number(x >= y),
            "AND" or "&&" => (x, y) => Number(x != 0 && y != 0),
            _ => (x, y) => Number(x != 0 || y != 0),
        };
        return (left, right) switch
        {
            (ScalarValue x, ScalarValue y) => new ScalarValue(operation(x.Number, y.Number) ?? throw new MetricMathException("The expression divides by zero.")),
            (SeriesValue x, ScalarValue y) => new SeriesValue([.. x.Points.Select(point => Both(point, y.Number))]),
            (ScalarValue x, SeriesValue y) => new SeriesValue([.. y.Points.Select(point => Both(x.Number, point))]),
            // Between two series, comparisons take what is missing in one of them for 0.
            (SeriesValue x, SeriesValue y) => new SeriesValue([.. x.Points.Zip(y.Points, (first, second) =>
                isComparison && (first ?? second) is not null ? Both(first ?? 0, second ?? 0) : Both(first, second))]),
            _ => throw new MetricMathException($"LocalAws does not evaluate the operator {symbol} for a list of time series."),
        };

        double? Both(double? x, double? y) => x is { } first && y is { } second && operation(first, second) is { } result && double.IsFinite(result) ? result : null;
    }

    private static double Number(bool holds) => holds ? 1 : 0;
}
