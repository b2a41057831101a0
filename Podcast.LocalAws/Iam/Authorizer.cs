using System.Diagnostics;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

/// <summary>Evaluates the policies of the deployed stack.</summary>
internal sealed partial class Authorizer(
    LocalAwsOptions options, TimeProvider time, IEnumerable<IAuthorizationObserver> observers, ILogger<Authorizer> logger)
    : IAuthorizer, IStackConsumer
{
    private readonly IAuthorizationObserver[] _observers = [.. observers];
    private readonly string _developer = $"arn:aws:iam::{options.AccountId}:user/developer";
    private StackPolicies? _policies;

    private StackPolicies Policies => Volatile.Read(ref _policies) ?? throw new InvalidOperationException("No stack has been applied yet.");

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _policies, StackPolicies.Read(stack));
        return Task.CompletedTask;
    }

    public RolePolicies? FindRole(string name) => Policies.FindRole(name);

    public void Authorize(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? conditionKeys = null)
    {
        var decision = Evaluate(caller, action, resourceArn, conditionKeys);
        if (!decision.IsAllowed)
        {
            throw AccessErrors.Of(action, decision);
        }
    }

    public AccessDecision Evaluate(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? conditionKeys = null)
    {
        var policies = Policies;
        var role = Principals.RoleOfSession(caller.PrincipalArn) is { } name ? policies.FindRole(name) : null;
        var resource = action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase)
            ? policies.FindRole(Principals.NameOfRole(resourceArn)) is { } assumed ? [assumed.Trust] : []
            : policies.OfResource(resourceArn);
        return Evaluate(caller, action, resourceArn, conditionKeys, policies, role, resource);
    }

    private AccessDecision Evaluate(
        AwsCaller caller,
        string action,
        string resourceArn,
        IReadOnlyDictionary<string, string>? conditionKeys,
        StackPolicies policies,
        RolePolicies? role,
        IReadOnlyList<PolicyDocument> resource)
    {
        IReadOnlyList<PolicyDocument> identity = caller.PrincipalArn == _developer ? [AwsManagedPolicies.AdministratorAccess] : role?.Identity ?? [];
        var context = RequestContext.Create(caller, resourceArn, policies.Stack, role, time.GetUtcNow(), conditionKeys);
        var request = new AccessRequest(caller, action, resourceArn, context);
        var reason = PolicyEvaluator.Evaluate(request, identity, role?.Boundary, resource);
        var decision = reason == DecisionReason.Allowed
            ? AccessDecision.Allowed
            : new(reason, AccessErrors.Message(request, reason), RefusalHint.Of(request, reason, role, identity, resource));
        foreach (var observer in _observers)
        {
            observer.Observe(request, decision);
        }

        if (!decision.IsAllowed)
        {
            Report(request, decision);
        }

        return decision;
    }

    private void Report(AccessRequest request, AccessDecision decision)
    {
        Log.Refused(logger, decision.Message, decision.Hint);
        if (Activity.Current is { } span)
        {
            span.SetTag("aws.iam.principal", request.Caller.PrincipalArn);
            span.SetTag("aws.iam.action", request.Action);
            span.SetTag("aws.iam.resource", request.ResourceArn);
            span.SetTag("aws.iam.hint", decision.Hint);
            span.SetStatus(ActivityStatusCode.Error, decision.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(90, LogLevel.Warning, "{Refusal}. {Hint}")]
        public static partial void Refused(ILogger logger, string refusal, string hint);
    }
}
