using System.Globalization;
using System.Xml.Linq;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sts;

/// <summary>GetCallerIdentity and AssumeRole. See https://docs.aws.amazon.com/STS/latest/APIReference/Welcome.html.</summary>
internal sealed class StsService : AwsQueryService
{
    private static readonly TimeSpan DefaultLongestSession = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestChained = TimeSpan.FromHours(1);

    private readonly CredentialRegistry _credentials;
    private readonly IAccountBootstrap _bootstrap;
    private readonly StackHost _stack;
    private readonly AwsArns _arns;
    private readonly TimeProvider _time;

    public StsService(CredentialRegistry credentials, IAuthorizer authorizer, IAccountBootstrap bootstrap, StackHost stack, LocalAwsOptions options, TimeProvider time)
    {
        _credentials = credentials;
        _bootstrap = bootstrap;
        _stack = stack;
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
        var assumed = AssumeRoleRequest.Read(request);
        var isChained = request.Caller.PrincipalArn.Contains(":assumed-role/", StringComparison.Ordinal);
        if (isChained && assumed.Duration > LongestChained)
        {
            throw new AwsException(
                "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.", StatusCodes.Status400BadRequest);
        }

        var role = _stack.Current.OfType("AWS::IAM::Role").First(role => role.GetAtt("Arn") == assumed.RoleArn);
        if (assumed.Duration > LongestSession(role))
        {
            throw new AwsException(
                "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", StatusCodes.Status400BadRequest);
        }

        var sessionArn = _arns.RoleSession(role.PhysicalId, assumed.SessionName);
        var expires = _time.GetUtcNow() + assumed.Duration;
        var issued = _credentials.Issue(sessionArn, expires: expires);
        return
        [
            new XElement(
                "Credentials",
                QueryResponse.Element("AccessKeyId", issued.AccessKeyId),
                QueryResponse.Element("SecretAccessKey", issued.SecretAccessKey),
                QueryResponse.Element("SessionToken", issued.SessionToken),
                QueryResponse.Element("Expiration", expires)),
            new XElement(
                "AssumedRoleUser",
                QueryResponse.Element("AssumedRoleId", $"AROALOCALAWS000000000:{assumed.SessionName}"),
                QueryResponse.Element("Arn", sessionArn)),
        ];
    }

    private static TimeSpan LongestSession(StackResource role) =>
        int.TryParse(role.Properties["MaxSessionDuration"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : DefaultLongestSession;
}
