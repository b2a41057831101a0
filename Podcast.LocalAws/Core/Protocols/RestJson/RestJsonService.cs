using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Core.Protocols.RestJson;

/// <summary>A service of the REST JSON protocol.</summary>
internal abstract class RestJsonService : IAwsService
{
    public abstract string SigningName { get; }

    public abstract string Name { get; }

    public abstract long MaxRequestBytes { get; }

    public AwsProtocol Protocol => RestJsonProtocol.Instance;

    protected abstract RestOperationTable Operations { get; }

    public string GetOperation(HttpRequest request) => Operations.Match(request.HttpContext).Operation;

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var match = Operations.Match(context);
        var operation = Operations.Get(match.Operation);
        match.RequireKnownParameters(Name);
        var response = await Operations.ExecuteAsync(operation, new(context, caller, match.Labels, await ReadInputAsync(context)));
        await response.WriteAsync(context);
    }

    /// <summary>Reads the members of the body that permissions and handlers use.</summary>
    /// <exception cref="AwsException">The body is too large, or malformed.</exception>
    protected virtual Task<JsonObject> ReadInputAsync(HttpContext context) => Task.FromResult(new JsonObject());
}
