using Podcast.LocalAws.CloudWatch.Expressions;

namespace Podcast.Tests.Unit.LocalAws.CloudWatch;

/// <summary>The examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html, and the template's expressions.</summary>
public sealed class MathParserTests
{
    [Theory]
    // metric1 is [30, 20, 0, 0] and metric2 [20, -, 20, -].
    [InlineData("m1 < m2", "0 0 1 0")]
    [InlineData("m1 >= 30", "1 0 0 0")]
    [InlineData("m1 > 15 AND m2 > 15", "1 0 0 0")]
    [InlineData("m1 > 15 || m2 > 15", "1 1 1 0")]
    [InlineData("m1 + m2", "50 - 20 -")]
    [InlineData("m1 - -2", "32 22 2 2")]
    [InlineData("2 + 3 * m1 ^ 2", "2702 1202 2 2")]
    [InlineData("100 / m1", "3.333 5 - -")]
    [InlineData("FILL(m2, 0)", "20 0 20 0")]
    [InlineData("FILL(empty, 0) + FILL(m2, 0)", "20 0 20 0")]
    [InlineData("IF(m1 > 0, 100 * m2 / m1, 0)", "66.667 - 0 0")]
    [InlineData("IF(m2, m1)", "30 - 0 -")]
    [InlineData("IF(empty > 100, 1, 0)", "- - - -")]
    [InlineData("SUM(m1)", "50 50 50 50")]
    [InlineData("MAX([m1, m2])", "30 20 20 0")]
    [InlineData("SUM(METRICS())", "50 20 20 0")]
    [InlineData("m1 / PERIOD(m1)", "0.5 0.333 0 0")]
    [InlineData("(m1 + 1) * 2", "62 42 2 2")]
    public void Parse_Expression_IsComputedPerPeriod(string expression, string expected)
    {
        var values = new Dictionary<string, MathValue>
        {
            ["m1"] = new SeriesValue([30, 20, 0, 0]),
            ["m2"] = new SeriesValue([20, null, 20, null]),
            ["empty"] = new SeriesValue(new double?[4]),
        };
        var scope = new MathScope(id => values.GetValueOrDefault(id), [.. values.Keys], 4, TimeSpan.FromMinutes(1));

        var result = MathParser.Parse(expression)(scope);

        var points = result is ScalarValue number ? [.. Enumerable.Repeat<double?>(number.Number, 4)] : ((SeriesValue)result).Points;
        Assert.Equal(expected, string.Join(' ', points.Select(point => point is { } value ? FormattableString.Invariant($"{value:0.###}") : "-")));
    }

    [Theory]
    [InlineData("ANOMALY_DETECTION_BAND(m1, 2)", "does not implement the function ANOMALY_DETECTION_BAND")]
    [InlineData("SEARCH('{AWS/Lambda} Errors', 'Sum')", "does not evaluate '''")]
    [InlineData("IF(m1)", "does not take 1 arguments")]
    [InlineData("m1 +", "ends where a value is expected")]
    [InlineData("(m1", "ends where ')' is expected")]
    [InlineData("m1 m1", "'m1' is not expected")]
    [InlineData("", "ends where a value is expected")]
    public void Parse_WhatIsNotEvaluated_IsRefusedByName(string expression, string message) =>
        Assert.Contains(message, Assert.Throws<MetricMathException>(() => MathParser.Parse(expression)).Message);

    [Fact]
    public void Parse_DeepNesting_IsRefused() => Assert.Throws<MetricMathException>(() => MathParser.Parse(new string('(', 1000) + "1" + new string(')', 1000)));
}
