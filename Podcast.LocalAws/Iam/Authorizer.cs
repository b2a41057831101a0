using System.Diagnostics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

/// <summary>Evaluates the policies of the deployed stack.</summary>
internal sealed partial class Authorizer(TimeProvider time, IEnumerable<IAuthorizationObserver> observers, ILogger<Authorizer> logger)
    : IAuthorizer, IStackConsumer
{
    private readonly IAuthorizationObserver[] _observers = [.. observers];
    private StackAuthorization? _current;

    /// <exception cref="TemplateException">A policy is malformed, or has what LocalAws does not cover.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _current, new(StackPolicies.Read(stack), time));
        return Task.CompletedTask;
    }

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
        var current = Volatile.Read(ref _current) ?? throw new InvalidOperationException("No stack has been applied yet.");
        var (request, decision) = current.Evaluate(caller, action, resourceArn, conditionKeys);
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

    /// <summary>What the policies would decide. Nobody is refused by it, so nothing is reported.</summary>
    public AccessDecision Simulate(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string> conditionKeys) =>
        (Volatile.Read(ref _current) ?? throw new InvalidOperationException("No stack has been applied yet.")).Evaluate(caller, action, resourceArn, conditionKeys).Decision;

    private void Report(AccessRequest request, AccessDecision decision)
    {
        Log.Refused(logger, decision.Message, decision.Hint);
        if (Activity.Current is { } span)
        {
            span.SetTag("aws.iam.principal", request.Caller.PrincipalArn);
            if (Principals.RoleOfSession(request.Caller.PrincipalArn) is not null && request.Context.TryGet("aws:PrincipalArn", out var role))
            {
                span.SetTag("aws.iam.role", role[0]);
            }

            span.SetTag("aws.iam.action", request.Action);
            span.SetTag("aws.iam.resource", request.ResourceArn);
            span.SetTag("aws.iam.hint", decision.Hint);
            span.SetStatus(ActivityStatusCode.Error, decision.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.AccessDenied, LogLevel.Warning, "{Refusal}. {Hint}")]
        public static partial void Refused(ILogger logger, string refusal, string hint);
    }
}
