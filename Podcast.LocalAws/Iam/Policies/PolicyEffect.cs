namespace Podcast.LocalAws.Iam.Policies;

/// <summary>What a statement says when it fits.</summary>
internal enum PolicyEffect
{
    Allow,
    Deny,
}
