using Podcast.LocalAws.Auth;

namespace Podcast.LocalAws.Scheduler.Targets;

/// <summary>The credentials of an assumed role, for one call.</summary>
internal sealed class RoleSession(AwsCredentials credentials, CredentialRegistry registry) : IDisposable
{
    public AwsCredentials Credentials => credentials;

    public void Dispose() => registry.Revoke(credentials.AccessKeyId);
}
