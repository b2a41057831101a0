using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam;

namespace Podcast.Tests.Integration.Faults;

/// <summary>A permission that the running system needed and had.</summary>
internal sealed record RecordedCall(AwsCaller Caller, string Action, string ResourceArn, IReadOnlyDictionary<string, string> Keys)
{
    /// <returns>The refusal that the caller would get from other policies; <see langword="null"/> when they give the permission too.</returns>
    public string? Refusal(StackAuthorization authorization)
    {
        var decision = authorization.Evaluate(Caller, Action, ResourceArn, Keys).Decision;
        return decision.IsAllowed ? null : $"{decision.Message}. {decision.Hint}";
    }
}
