namespace Podcast.LocalAws.Core;

/// <summary>What a host name stands for.</summary>
/// <param name="FunctionUrlId">The id of a function URL, for <c>{id}.lambda-url.{region}.on.aws</c>.</param>
/// <param name="SigningName">The service that the name belongs to.</param>
internal readonly record struct HostName(string? FunctionUrlId, string? SigningName);
