using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// Reports the functions whose process has gone, or could not start. A function whose process is started by this one when an event needs it is
/// never missing, and one that has not been started yet is not either.
/// </summary>
internal sealed class FunctionHealth(FunctionRegistry functions, TimeProvider time) : IHealthPart
{
    /// <summary>Between two events a process is not seen for a moment.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public IEnumerable<HealthProblem> Problems => functions.All.Select(Find).OfType<HealthProblem>();

    private HealthProblem? Find(LambdaFunction function)
    {
        var runtime = function.Runtime;
        if (runtime.IsConnected || runtime.Needed is not null)
        {
            return null;
        }

        var part = $"function {function.Configuration.Handler}";
        return runtime switch
        {
            { InitError: { } error } => new(part, $"Its process could not start: {error}.", runtime.LastSeen),
            { LastSeen: { } seen } when time.GetUtcNow() - seen > Grace => new(part, "Its process has ended, or does not ask for events any more.", seen),
            _ => null,
        };
    }
}
