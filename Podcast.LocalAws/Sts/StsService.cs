using System.Diagnostics;
using System.Globalization;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;

namespace Podcast.LocalAws.Sts;

/// <summary>GetCallerIdentity and AssumeRole. See https://docs.aws.amazon.com/STS/latest/APIReference/Welcome.html.</summary>
internal sealed class StsService(CredentialRegistry credentials, IAuthorizer authorizer, IAccountBootstrap bootstrap, TimeProvider time) : IAwsService
{
    private const string XmlNamespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromHours(1);

    public string SigningName => "sts";

    public string Name => "STS";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.QueryXml;

    public long MaxRequestBytes => MaxBytes;

    // The action stands in the body.
    public string GetOperation(HttpRequest request) => "Query";

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var request = await QueryRequest.ReadAsync(context, MaxBytes);
        Activity.Current.SetAwsCall(Name, request.Action, context.TraceIdentifier);
        switch (request.Action)
        {
            case "GetCallerIdentity":
                await QueryResponse.WriteAsync(
                    context,
                    XmlNamespace,
                    request.Action,
                    QueryResponse.Element("Arn", caller.PrincipalArn),
                    QueryResponse.Element("UserId", UserId(caller)),
                    QueryResponse.Element("Account", caller.AccountId));
                break;
            case "AssumeRole":
                await AssumeRoleAsync(context, request, caller);
                break;
            default:
                throw AwsException.NotImplemented(Name, request.Action);
        }
    }

    private static string UserId(AwsCaller caller) =>
        caller.PrincipalArn.Contains(":assumed-role/", StringComparison.Ordinal)
            ? $"AROALOCALAWS000000000:{caller.PrincipalArn[(caller.PrincipalArn.LastIndexOf('/') + 1)..]}"
            : "AIDALOCALAWS000000000";

    private async Task AssumeRoleAsync(HttpContext context, QueryRequest request, AwsCaller caller)
    {
        // The roles of the bootstrap stack are there as soon as somebody asks for one.
        await bootstrap.PrepareAsync(context.RequestAborted);
        var roleArn = request.Required("RoleArn");
        var session = request.Required("RoleSessionName");
        authorizer.Authorize(caller, "sts:AssumeRole", roleArn);
        var role = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        var sessionArn = $"arn:aws:sts::{caller.AccountId}:assumed-role/{role}/{session}";
        var duration = request.Text("DurationSeconds") is { } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : DefaultDuration;
        var issued = credentials.Issue(sessionArn);
        await QueryResponse.WriteAsync(
            context,
            XmlNamespace,
            request.Action,
            new System.Xml.Linq.XElement(
                "Credentials",
                QueryResponse.Element("AccessKeyId", issued.AccessKeyId),
                QueryResponse.Element("SecretAccessKey", issued.SecretAccessKey),
                QueryResponse.Element("SessionToken", issued.SessionToken),
                QueryResponse.Element("Expiration", time.GetUtcNow() + duration)),
            new System.Xml.Linq.XElement(
                "AssumedRoleUser",
                QueryResponse.Element("AssumedRoleId", $"AROALOCALAWS000000000:{session}"),
                QueryResponse.Element("Arn", sessionArn)));
    }
}
