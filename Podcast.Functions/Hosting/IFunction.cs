using System.Diagnostics;

namespace Podcast.Functions.Hosting;

/// <summary>A Lambda function.</summary>
internal interface IFunction<in TEvent, TResult>
{
    /// <summary>What starts it, in the words of https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/: <c>http</c> or <c>datasource</c>.</summary>
    string Trigger { get; }

    /// <summary>Links to the spans that caused the event.</summary>
    IEnumerable<ActivityLink> FindLinks(TEvent input) => [];

    Task<TResult> HandleAsync(TEvent input, Invocation invocation);
}
