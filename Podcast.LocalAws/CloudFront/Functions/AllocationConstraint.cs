using Jint;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>
/// Limits the bytes that a run allocates. Jint's own constraint counts before every statement, which takes a tenth of a run's time; this one every 64 statements and
/// at the end, and what 64 statements allocate is bounded by the other limits.
/// </summary>
internal sealed class AllocationConstraint(long limit) : Constraint
{
    // A run begins and ends on one thread.
    private readonly long _start = GC.GetAllocatedBytesForCurrentThread();

    public override bool IsAmortizable => true;

    /// <exception cref="FunctionLimitException">The run has allocated more.</exception>
    public override void Check()
    {
        if (GC.GetAllocatedBytesForCurrentThread() - _start > limit)
        {
            throw new FunctionLimitException("more than 2 MB of memory");
        }
    }

    // The engine resets constraints for each of its entries; a run has several.
    public override void Reset()
    {
    }
}
