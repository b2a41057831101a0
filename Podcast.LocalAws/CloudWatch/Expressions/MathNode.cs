namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>A part of a parsed expression.</summary>
/// <param name="scope">What it can refer to.</param>
internal delegate MathValue MathNode(MathScope scope);
