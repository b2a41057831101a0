namespace Podcast.Tests.Integration.Faults;

/// <summary>The permissions that only a function's own code asks for.</summary>
internal static class FunctionCalls
{
    private static readonly string[] Own =
    [
        "Subscribers", "Catalog", "EdgeStore", "Recordings", "SubmitJobs", "Audio", "EpisodesOfFeed", "SubscriberOfToken", "ListsOfSubscribers",
        "Upload", "DueSubscribers", "ReadRecordings", "WriteAudio", "ReplayFailures",
    ];

    public static bool AreNeededFor(string mutant) => Own.Any(name => mutant.Contains("statement " + name, StringComparison.Ordinal))
        || mutant.Contains("SubscriberChangesReplay", StringComparison.Ordinal);
}
