using System.Diagnostics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>CloudWatch by the Query protocol, which clients older than 2025 have: the operations are those of <see cref="CloudWatchService"/>.</summary>
internal sealed class CloudWatchQueryService(CloudWatchService cloudWatch) : IAwsService
{
    private const string XmlNamespace = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    public string SigningName => cloudWatch.SigningName;

    public string Name => cloudWatch.Name;

    public AwsProtocol Protocol { get; } = new AwsQueryProtocol(CloudWatchErrors.QueryCode);

    public long MaxRequestBytes => cloudWatch.MaxRequestBytes;

    // The action is in the body, which is not read before the signature is verified.
    public string GetOperation(HttpRequest request) => AwsQueryService.UnreadOperation;

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var request = await QueryRequest.ReadAsync(context, caller, (int)MaxRequestBytes);
        Activity.Current.SetAwsCall(Name, request.Action, context.TraceIdentifier);
        var output = await cloudWatch.ExecuteAsync(request.Action, new(context, caller, QueryDocument.Read(request)));
        await QueryResponse.WriteAsync(context, XmlNamespace, request.Action, QueryDocument.Write(output, CloudWatchTimestamps.IsTimestamp));
    }
}
