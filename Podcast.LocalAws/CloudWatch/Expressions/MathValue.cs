namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>What an expression, or a part of one, is worth.</summary>
internal abstract record MathValue;

