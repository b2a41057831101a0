namespace Aspire.Hosting.ApplicationModel;

/// <summary>The id of the process that a resource becomes: its name, and a suffix that tells one run from the next in telemetry.</summary>
internal sealed class ResourceInstanceAnnotation(string resourceName) : IResourceAnnotation
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz";

    public string Suffix { get; } = System.Security.Cryptography.RandomNumberGenerator.GetString(Letters, 8);

    public string Id => $"{resourceName}-{Suffix}";
}
