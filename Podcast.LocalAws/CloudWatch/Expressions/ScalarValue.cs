namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>One number.</summary>
internal sealed record ScalarValue(double Number) : MathValue;
