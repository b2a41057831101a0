namespace Aspire.Hosting.ApplicationModel;

/// <summary>How an HTTP command is offered and sent.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Picks the endpoint.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>The request's method; POST when null.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>The named client that sends it; the unnamed one, without a time limit, when null.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>Changes the request before it is sent.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Tells the command's result from the response.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }

    /// <summary>What becomes of the response.</summary>
    public HttpCommandResultMode ResultMode { get; set; }
}
