using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam;

namespace Podcast.Tests.Integration.Faults;

/// <summary>A permission that the running system asked for and was given.</summary>
internal sealed record RecordedCall(AwsCaller Caller, string Action, string ResourceArn, IReadOnlyDictionary<string, string> Keys)
{
    /// <returns>What the caller would be told by other policies; <see langword="null"/> when they give the permission too.</returns>
    public string? Refusal(StackAuthorization authorization)
    {
        var decision = authorization.Evaluate(Caller, Action, ResourceArn, Keys).Decision;
        return decision.IsAllowed ? null : $"{decision.Message}. {decision.Hint}";
    }
}
