namespace Podcast.AppHost.DemoData;

/// <summary>A job that runs once: it fills the empty system with something to listen to.</summary>
internal sealed class DemoDataResource(string name) : Resource(name), IResourceWithWaitSupport
{
    /// <summary>The command that creates what is missing of the demo.</summary>
    public const string LoadAgainCommand = "load-again";

    /// <summary>The feed links of the demo subscribers, once the job has finished.</summary>
    public DemoFeeds? Feeds { get; set; }

    /// <summary>Why the job failed, if it did.</summary>
    public string? Failure { get; set; }
}
