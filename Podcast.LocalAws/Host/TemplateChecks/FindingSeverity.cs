namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>How bad a finding is.</summary>
internal enum FindingSeverity
{
    /// <summary>It deploys, and something will be missing or go wrong.</summary>
    Warning,

    /// <summary>It deploys, and what the resource is for cannot work at all.</summary>
    Error,

    /// <summary>AWS refuses the deployment; the message is in its words.</summary>
    Refusal,
}
