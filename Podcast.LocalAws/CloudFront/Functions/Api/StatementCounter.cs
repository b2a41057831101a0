using Jint;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>Counts the statements of a run, for the compute utilization of a test.</summary>
internal sealed class StatementCounter : Constraint
{
    public int Count { get; private set; }

    public override void Check() => Count++;

    public override void Reset()
    {
        // The engine does this after each call as well; one counter belongs to one run.
    }
}
