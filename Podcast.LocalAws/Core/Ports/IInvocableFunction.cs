namespace Podcast.LocalAws.Core.Ports;

/// <summary>A function of the deployed stack, as services that invoke it see it.</summary>
internal interface IInvocableFunction
{
    string Arn { get; }

    /// <summary>The name by which the project knows the function, for messages.</summary>
    string Handler { get; }

    /// <summary>Whether a process of the function is connected, or is started when an event arrives.</summary>
    bool CanRun { get; }

    /// <summary>Runs the function once. The current span becomes that of the invocation.</summary>
    Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, string requestId, CancellationToken cancellationToken);
}
