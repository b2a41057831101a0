using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Podcast.LocalAws.Auth;

/// <summary>The credentials that this process accepts, and whose they are.</summary>
internal sealed class CredentialRegistry
{
    private readonly ConcurrentDictionary<string, (AwsCredentials Credentials, AwsCaller Caller)> _issued = new(StringComparer.Ordinal);
    private readonly string _accountId;

    public CredentialRegistry(LocalAwsOptions options)
    {
        _accountId = options.AccountId;
        Register(new(options.AccessKeyId, options.SecretAccessKey, null), $"arn:aws:iam::{_accountId}:user/developer", null);
    }

    public AwsCredentials Issue(string principalArn, string? sourceArn = null)
    {
        var credentials = new AwsCredentials(
            "ASIA" + Convert.ToHexString(RandomNumberGenerator.GetBytes(8)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
        Register(credentials, principalArn, sourceArn);
        return credentials;
    }

    public (AwsCredentials Credentials, AwsCaller Caller)? Find(string accessKeyId) =>
        _issued.TryGetValue(accessKeyId, out var found) ? found : null;

    private void Register(AwsCredentials credentials, string principalArn, string? sourceArn) =>
        _issued[credentials.AccessKeyId] = (credentials, new(principalArn, _accountId, credentials.AccessKeyId, sourceArn));
}
