namespace Podcast.AppHost.LocalAws;

/// <summary>The names of the local AWS's endpoints.</summary>
internal static class LocalAwsEndpoints
{
    public const string Api = "api";
    public const string Edge = "edge";
    public const string Publisher = "publisher";
    public const string Webhooks = "webhooks";
}
