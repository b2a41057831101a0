namespace Podcast.LocalAws.Core.Metrics;

/// <summary>A metric that a service reports of itself.</summary>
/// <param name="Namespace">Such as <c>AWS/Lambda</c>.</param>
/// <param name="Name">Such as <c>Errors</c>.</param>
/// <param name="Unit">A unit of CloudWatch, such as <c>Count</c>.</param>
/// <param name="Dimensions">The names of its dimensions.</param>
internal sealed record ServiceMetric(string Namespace, string Name, string Unit, params string[] Dimensions)
{
    /// <summary>The metric of one resource.</summary>
    /// <param name="values">The values of the dimensions, in their order.</param>
    public MetricId Of(params ReadOnlySpan<string> values)
    {
        if (values.Length != Dimensions.Length)
        {
            throw new ArgumentException($"{Namespace} {Name} has {Dimensions.Length} dimensions.", nameof(values));
        }

        var dimensions = new KeyValuePair<string, string>[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            dimensions[i] = new(Dimensions[i], values[i]);
        }

        return new(Namespace, Name, dimensions);
    }
}
