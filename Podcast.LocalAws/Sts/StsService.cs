using System.Globalization;
using System.Xml.Linq;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;

namespace Podcast.LocalAws.Sts;

/// <summary>GetCallerIdentity and AssumeRole. See https://docs.aws.amazon.com/STS/latest/APIReference/Welcome.html.</summary>
internal sealed class StsService : AwsQueryService
{
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromHours(1);

    private readonly CredentialRegistry _credentials;
    private readonly IAccountBootstrap _bootstrap;
    private readonly AwsArns _arns;
    private readonly TimeProvider _time;

    public StsService(CredentialRegistry credentials, IAuthorizer authorizer, IAccountBootstrap bootstrap, LocalAwsOptions options, TimeProvider time)
    {
        _credentials = credentials;
        _bootstrap = bootstrap;
        _arns = options.GetArns();
        _time = time;
        Operations = new(Name, authorizer)
        {
            // AWS requires no permission: everybody may ask who they are.
            { "GetCallerIdentity", _ => [], request => Task.FromResult(GetCallerIdentity(request.Caller)) },
            { "AssumeRole", "sts:AssumeRole", request => request.Required("RoleArn"), AssumeRole },
        };
    }

    public override string SigningName => "sts";

    public override string Name => "STS";

    public override long MaxRequestBytes => 64 * 1024;

    protected override string XmlNamespace => "https://sts.amazonaws.com/doc/2011-06-15/";

    protected override OperationTable<QueryRequest, object?[]> Operations { get; }

    // The roles of the bootstrap stack exist as soon as one is assumed.
    protected override Task PrepareAsync(QueryRequest request) =>
        request.Action == "AssumeRole" ? _bootstrap.PrepareAsync(request.Aborted) : Task.CompletedTask;

    private static object?[] GetCallerIdentity(AwsCaller caller) =>
    [
        QueryResponse.Element("Arn", caller.PrincipalArn),
        QueryResponse.Element("UserId", UserId(caller)),
        QueryResponse.Element("Account", caller.AccountId),
    ];

    private static string UserId(AwsCaller caller) =>
        caller.PrincipalArn.Contains(":assumed-role/", StringComparison.Ordinal)
            ? $"AROALOCALAWS000000000:{caller.PrincipalArn[(caller.PrincipalArn.LastIndexOf('/') + 1)..]}"
            : "AIDALOCALAWS000000000";

    private object?[] AssumeRole(QueryRequest request)
    {
        var roleArn = request.Required("RoleArn");
        var session = request.Required("RoleSessionName");
        var sessionArn = _arns.RoleSession(roleArn[(roleArn.LastIndexOf('/') + 1)..], session);
        var duration = request.Text("DurationSeconds") is { } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : DefaultDuration;
        var issued = _credentials.Issue(sessionArn);
        return
        [
            new XElement(
                "Credentials",
                QueryResponse.Element("AccessKeyId", issued.AccessKeyId),
                QueryResponse.Element("SecretAccessKey", issued.SecretAccessKey),
                QueryResponse.Element("SessionToken", issued.SessionToken),
                QueryResponse.Element("Expiration", _time.GetUtcNow() + duration)),
            new XElement(
                "AssumedRoleUser",
                QueryResponse.Element("AssumedRoleId", $"AROALOCALAWS000000000:{session}"),
                QueryResponse.Element("Arn", sessionArn)),
        ];
    }
}
