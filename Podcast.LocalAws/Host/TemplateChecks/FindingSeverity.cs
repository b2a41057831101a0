namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>How bad a finding is.</summary>
internal enum FindingSeverity
{
    /// <summary>It deploys, and something will be missing or go wrong.</summary>
    Warning,

    /// <summary>AWS refuses the deployment, or what the resource is for cannot work at all.</summary>
    Error,
}
