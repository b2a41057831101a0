using System.Diagnostics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;

namespace Podcast.LocalAws.Sqs.Query;

/// <summary>
/// SQS by the Query protocol, which clients older than the end of 2023 speak: the operations are those of <see cref="SqsService"/>. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html.
/// </summary>
internal sealed class SqsQueryService(SqsService sqs) : IAwsService
{
    private const string XmlNamespace = "http://queue.amazonaws.com/doc/2012-11-05/";

    public string SigningName => sqs.SigningName;

    public string Name => sqs.Name;

    public AwsProtocol Protocol { get; } = new AwsQueryProtocol(SqsErrors.QueryCode);

    // A form has three characters where a body has one.
    public long MaxRequestBytes => sqs.MaxRequestBytes;

    // The action is in the body, which is not read before the signature is verified.
    public string GetOperation(HttpRequest request) => AwsQueryService.UnreadOperation;

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var request = await QueryRequest.ReadAsync(context, caller, (int)MaxRequestBytes);
        Activity.Current.SetAwsCall(Name, request.Action, context.TraceIdentifier);
        var output = await sqs.ExecuteAsync(request.Action, new(context, caller, SqsQueryInput.Read(request, context.Request.Path)));
        await QueryResponse.WriteAsync(context, XmlNamespace, request.Action, SqsQueryOutput.Write(request.Action, output));
    }
}
