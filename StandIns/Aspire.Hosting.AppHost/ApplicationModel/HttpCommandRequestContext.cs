namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an HTTP command request is changed with.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The id of the resource's instance.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The endpoint that the request goes to.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Signals that the command is given up.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The client that sends the request.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The answers.</summary>
    public InteractionInputCollection Arguments { get; init; } = new([]);

    /// <summary>The request.</summary>
    public required HttpRequestMessage Request { get; init; }
}
