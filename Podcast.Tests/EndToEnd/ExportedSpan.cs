namespace Podcast.Tests.EndToEnd;

/// <summary>A span as the dashboard has it.</summary>
/// <param name="Service">The resource that exported it.</param>
/// <param name="Scope">The name of its source.</param>
/// <param name="Name">Its name.</param>
/// <param name="TraceId">Its trace, in hexadecimal.</param>
/// <param name="LinkedTraces">The traces that it links to.</param>
/// <param name="Json">All of it.</param>
internal sealed record ExportedSpan(string Service, string Scope, string Name, string TraceId, IReadOnlyList<string> LinkedTraces, string Json);
