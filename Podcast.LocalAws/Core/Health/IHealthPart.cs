namespace Podcast.LocalAws.Core.Health;

/// <summary>A part of the process that may not work yet, or not any more. <c>/_localaws/health</c> asks all of them.</summary>
internal interface IHealthPart
{
    /// <summary>What does not work now; empty when everything does.</summary>
    IEnumerable<HealthProblem> Problems { get; }
}
