using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Iam;

/// <summary>Sees every decision. Register one to find out which permissions a system really uses.</summary>
internal interface IAuthorizationObserver
{
    /// <summary>Called on the thread of the request, so it has to be quick and safe for several threads.</summary>
    void Observe(AccessRequest request, AccessDecision decision);
}
