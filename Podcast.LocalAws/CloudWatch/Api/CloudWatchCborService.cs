using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RpcV2Cbor;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>CloudWatch by RPC v2 with CBOR, which some clients since 2025 prefer: the operations are those of <see cref="CloudWatchService"/>.</summary>
internal sealed class CloudWatchCborService(CloudWatchService cloudWatch) : IAwsService
{
    public string SigningName => cloudWatch.SigningName;

    public string Name => cloudWatch.Name;

    public AwsProtocol Protocol { get; } = new RpcV2CborProtocol(CloudWatchErrors.QueryCode);

    public long MaxRequestBytes => cloudWatch.MaxRequestBytes;

    public string GetOperation(HttpRequest request) => RpcV2CborProtocol.OperationOf(request);

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var body = await PayloadReader.ReadAsync(context, (int)MaxRequestBytes) ?? throw CloudWatchErrors.TooLarge(MaxRequestBytes);
        var output = await cloudWatch.ExecuteAsync(GetOperation(context.Request), new(context, caller, CborDocument.Read(body)));
        RpcV2CborProtocol.MarkResponse(context.Response);
        await context.Response.Body.WriteAsync(CborDocument.Write(output, CloudWatchTimestamps.IsTimestamp), context.RequestAborted);
    }
}
