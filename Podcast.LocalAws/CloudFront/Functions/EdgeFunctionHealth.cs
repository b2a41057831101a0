using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>Tells which edge functions do not load: viewers get 503 from them.</summary>
internal sealed class EdgeFunctionHealth(EdgeFunctionRegistry functions) : IHealthPart
{
    public IEnumerable<HealthProblem> Problems => functions.All
        .Where(function => function is { IsLoaded: true, LoadError: not null })
        .Select(function => new HealthProblem($"edge function {function.Name}", $"It does not load: {function.LoadError}"));
}
