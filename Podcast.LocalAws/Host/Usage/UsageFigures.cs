namespace Podcast.LocalAws.Host.Usage;

/// <summary>What a run has used of what AWS charges for.</summary>
/// <param name="Duration">How long it was measured.</param>
/// <param name="EdgeRequests">Requests of viewers to the distribution.</param>
/// <param name="EdgeFunctionRuns">Runs of the edge function.</param>
/// <param name="StoreReads">Reads of the key-value store by the edge function.</param>
/// <param name="StoreCalls">Calls to the key-value store's API.</param>
/// <param name="Invocations">Invocations of functions.</param>
/// <param name="GigabyteSeconds">Their time, times their memory.</param>
/// <param name="TableCalls">Calls to DynamoDB.</param>
/// <param name="LogBytes">Bytes that functions logged.</param>
/// <param name="TranscodedMinutes">Minutes of audio that the transcoder wrote, of all outputs.</param>
internal sealed record UsageFigures(
    TimeSpan Duration,
    double EdgeRequests,
    double EdgeFunctionRuns,
    double StoreReads,
    double StoreCalls,
    double Invocations,
    double GigabyteSeconds,
    double TableCalls,
    double LogBytes,
    double TranscodedMinutes);
