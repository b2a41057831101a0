using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Auth;

/// <summary>The credentials that this process accepts, and whose they are. The account's administrator is known from the start.</summary>
internal sealed class CredentialRegistry
{
    private static readonly TimeSpan RememberedAfterExpiry = TimeSpan.FromHours(1);

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly ConcurrentDictionary<string, RegisteredCredentials> _registered = new(StringComparer.Ordinal);
    private readonly string _accountId;
    private readonly TimeProvider _time;
    private readonly byte[] _secret;

    public CredentialRegistry(LocalAwsOptions options, TimeProvider time)
    {
        _time = time;
        _accountId = options.AccountId;
        _secret = Encoding.UTF8.GetBytes(options.SecretAccessKey);
        Register(new(options.AccessKeyId, options.SecretAccessKey, null), options.GetArns().User("developer"), null);
    }

    /// <summary>Makes temporary credentials, as STS hands them to a function's role or to a service principal.</summary>
    /// <param name="principalArn">Whose they are: a role's ARN, or a service principal such as <c>cloudfront.amazonaws.com</c>.</param>
    /// <param name="sourceArn">The resource that a service principal acts for.</param>
    /// <param name="expires">From when on they are refused; <see langword="null"/> for those that this process keeps for itself.</param>
    public AwsCredentials Issue(string principalArn, string? sourceArn = null, DateTimeOffset? expires = null)
    {
        if (expires is not null)
        {
            ForgetExpired();
        }

        var credentials = new AwsCredentials(
            "ASIA" + RandomNumberGenerator.GetString(Base32, 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)));
        Register(credentials, principalArn, sourceArn, expires);
        return credentials;
    }

    /// <summary>
    /// Makes the credentials of a session that lasts as long as the account's administrator has his key: they follow from it, so a process that takes this one's place
    /// accepts them too, and the functions that have them need not be started again.
    /// </summary>
    /// <param name="sessionArn">The session of a role.</param>
    /// <param name="service">Who assumed it.</param>
    public AwsCredentials IssueSession(string sessionArn, string service)
    {
        var credentials = new AwsCredentials(
            "ASIA" + string.Concat(Derive("key")[..16].Select(value => Base32[value % Base32.Length])),
            Convert.ToBase64String(Derive("secret")[..30]),
            Convert.ToBase64String([.. Derive("token 1"), .. Derive("token 2"), .. Derive("token 3")]));
        Register(credentials, sessionArn, null);
        return credentials;

        byte[] Derive(string part) => HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{part}\n{service}\n{sessionArn}"));
    }

    /// <summary>Ends credentials: the next request that they sign is refused.</summary>
    public void Revoke(string accessKeyId) => _registered.TryRemove(accessKeyId, out _);

    public RegisteredCredentials? Find(string accessKeyId) => _registered.GetValueOrDefault(accessKeyId);

    // For a while they are distinguished from keys that never existed.
    private void ForgetExpired()
    {
        var bound = _time.GetUtcNow() - RememberedAfterExpiry;
        foreach (var (id, _) in _registered.Where(pair => pair.Value.Expires < bound))
        {
            _registered.TryRemove(id, out _);
        }
    }

    private void Register(AwsCredentials credentials, string principalArn, string? sourceArn, DateTimeOffset? expires = null) =>
        _registered[credentials.AccessKeyId] = new(credentials, new(principalArn, _accountId, credentials.AccessKeyId, sourceArn), expires);
}
