using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Iam;

/// <summary>Lets a service act as a role of the stack, when the role's trust policy lets it.</summary>
internal interface IRoleAssumer
{
    /// <summary>Makes a session of a role. The same role, service and session name have the same credentials each time.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="servicePrincipal">Who assumes it, such as <c>scheduler.amazonaws.com</c>.</param>
    /// <param name="conditionKeys">The keys that conditions of the trust policy may use: usually <c>aws:SourceArn</c>; <c>aws:SourceAccount</c> is added.</param>
    /// <param name="sessionName">The last part of the session's ARN; the service's name when it is left out.</param>
    /// <exception cref="AwsException">There is no such role, or it does not trust the service: <c>AccessDenied</c>, 403, of <c>sts:AssumeRole</c>.</exception>
    AssumedRole AssumeRole(
        string roleArn, string servicePrincipal, IReadOnlyDictionary<string, string>? conditionKeys = null, string? sessionName = null);
}
