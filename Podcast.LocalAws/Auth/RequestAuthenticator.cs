using Podcast.LocalAws.Api;

namespace Podcast.LocalAws.Auth;

/// <summary>Tells who signed a request, and refuses what is not signed right.</summary>
internal sealed class RequestAuthenticator(CredentialRegistry credentials)
{
    public Task<AwsCaller> AuthenticateAsync(HttpContext context, string signingName, CancellationToken cancellationToken)
    {
        var accessKey = CredentialScope.Find(context.Request)?.AccessKeyId;
        return accessKey is not null && credentials.Find(accessKey) is { } found
            ? Task.FromResult(found.Caller)
            : throw new AwsException("UnrecognizedClientException", "The security token included in the request is invalid.", 403);
    }
}
