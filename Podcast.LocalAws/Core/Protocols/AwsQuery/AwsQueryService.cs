using System.Diagnostics;

namespace Podcast.LocalAws.Core.Protocols.AwsQuery;

/// <summary>A service of the Query protocol, whose operations return the children of their result element.</summary>
internal abstract class AwsQueryService : IAwsService
{
    /// <summary>What stands for the operation until the body is read.</summary>
    public const string UnreadOperation = "Query";

    public abstract string SigningName { get; }

    public abstract string Name { get; }

    public abstract long MaxRequestBytes { get; }

    public AwsProtocol Protocol => AwsQueryProtocol.Instance;

    /// <summary>The namespace of responses.</summary>
    protected abstract string XmlNamespace { get; }

    protected abstract OperationTable<QueryRequest, object?[]> Operations { get; }

    // The action is in the body, which is not read before the signature is verified.
    public string GetOperation(HttpRequest request) => UnreadOperation;

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var request = await QueryRequest.ReadAsync(context, caller, (int)MaxRequestBytes);
        Activity.Current.SetAwsCall(Name, request.Action, context.TraceIdentifier);
        var operation = Operations.Get(request.Action);
        await PrepareAsync(request);
        var result = await Operations.ExecuteAsync(operation, request);
        await QueryResponse.WriteAsync(context, XmlNamespace, request.Action, result);
    }

    /// <summary>Runs before permissions are checked.</summary>
    protected virtual Task PrepareAsync(QueryRequest request) => Task.CompletedTask;
}
