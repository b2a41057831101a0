namespace Podcast.Tests.Integration.Faults;

/// <summary>The permissions that only the code of the functions needs, or the transcoder for them. AWS itself needs the rest.</summary>
internal static class FunctionCalls
{
    private static readonly string[] NeededByAws = ["0", "WriteLog", "WriteTrace", "TableKey", "ReportFailure", "HandOverRole"];

    public static bool AreNeededFor(string mutant)
    {
        if (mutant.Contains("SubscriberChangesReplay", StringComparison.Ordinal) || mutant.Contains("DeliveryInvalidations", StringComparison.Ordinal))
        {
            return true;
        }

        // A condition too few lets more through: what must be refused is asked, and no call is needed.
        if (mutant.Contains(", Condition", StringComparison.Ordinal))
        {
            return false;
        }

        const string marker = ": statement ";
        var at = mutant.IndexOf(marker, StringComparison.Ordinal);
        return at > 0
            && mutant[..at].Contains("Role", StringComparison.Ordinal)
            && (mutant.StartsWith("Functions", StringComparison.Ordinal) || mutant.StartsWith("EmptyBuckets", StringComparison.Ordinal) || mutant.StartsWith("Transcoder", StringComparison.Ordinal))
            && !NeededByAws.Contains(mutant[(at + marker.Length)..].Split(',')[0]);
    }
}
