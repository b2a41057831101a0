namespace Podcast.LocalAws.Core.Ports;

/// <summary>Invokes the functions of the deployed stack for other services. It checks no permission: the invoking service does.</summary>
internal interface IFunctionInvoker
{
    /// <summary>The function with this name, ARN or partial ARN; <see langword="null"/> when the stack has none.</summary>
    IInvocableFunction? Find(string nameOrArn);

    /// <summary>Queues an event for a function, as an invocation of type <c>Event</c> does. The current span becomes the parent of the invocation.</summary>
    /// <exception cref="AwsException">Too many events wait.</exception>
    void Enqueue(IInvocableFunction function, ReadOnlyMemory<byte> payload);
}
