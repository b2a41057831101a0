using System.Collections.Concurrent;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam;

namespace Podcast.Tests.Integration.Faults;

/// <summary>Keeps each permission that the running system was given, once.</summary>
internal sealed class CallRecorder : IAuthorizationObserver
{
    private readonly ConcurrentDictionary<(string Principal, string Action, string Resource), RecordedCall> _calls = new();
    private readonly ConcurrentQueue<string> _refusals = new();

    public IReadOnlyCollection<RecordedCall> Calls => [.. _calls.Values];

    public IReadOnlyCollection<string> Refusals => _refusals;

    public void Observe(AccessRequest request, AccessDecision decision)
    {
        if (decision.IsAllowed)
        {
            _calls.TryAdd(
                (request.Caller.PrincipalArn, request.Action, request.ResourceArn),
                new(request.Caller, request.Action, request.ResourceArn, request.Context.Values.ToDictionary(pair => pair.Key, pair => pair.Value[0])));
        }
        else
        {
            _refusals.Enqueue($"{decision.Message}. {decision.Hint}");
        }
    }
}
