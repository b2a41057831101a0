namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>A value for each period; <see langword="null"/> where there is none.</summary>
internal sealed record SeriesValue(double?[] Points) : MathValue;
