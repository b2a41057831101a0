namespace Podcast.LocalAws.Core.Protocols.Rest;

/// <summary>The operation that a request of a REST protocol means.</summary>
/// <param name="Operation">Its name; the method and the path of a request that means none.</param>
/// <param name="Labels">The labels of its route, decoded.</param>
internal readonly record struct RestMatch(string Operation, IReadOnlyDictionary<string, string> Labels);
