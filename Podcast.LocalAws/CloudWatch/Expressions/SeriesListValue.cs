namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>Several series, as <c>[m1, m2]</c> and <c>METRICS()</c> make them.</summary>
internal sealed record SeriesListValue(IReadOnlyList<SeriesValue> Items) : MathValue;
