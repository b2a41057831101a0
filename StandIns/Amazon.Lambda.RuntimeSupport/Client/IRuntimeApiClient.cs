#nullable disable

using Amazon.Lambda.RuntimeSupport.Helpers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The Lambda Runtime API.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</remarks>
public interface IRuntimeApiClient
{
    /// <summary>Where records go.</summary>
    IConsoleLoggerWriter ConsoleLogger { get; }

    /// <summary>Reports that the function could not start.</summary>
    Task ReportInitializationErrorAsync(Exception exception, string errorType = null, CancellationToken cancellationToken = default);

    /// <summary>Reports that the function could not start.</summary>
    Task ReportInitializationErrorAsync(string errorType, CancellationToken cancellationToken = default);

    /// <summary>Waits for the next invocation, however long that takes.</summary>
    Task<InvocationRequest> GetNextInvocationAsync(CancellationToken cancellationToken = default);

    /// <summary>Reports that the handler failed.</summary>
    Task ReportInvocationErrorAsync(string awsRequestId, Exception exception, CancellationToken cancellationToken = default);

    /// <summary>Waits until the snapshot of this process is restored.</summary>
    Task RestoreNextInvocationAsync(CancellationToken cancellationToken = default);

    /// <summary>Reports that the function could not go on after its snapshot was restored.</summary>
    Task ReportRestoreErrorAsync(Exception exception, string errorType = null, CancellationToken cancellationToken = default);

    /// <summary>Sends the handler's response.</summary>
    /// <param name="awsRequestId">Request id of the invocation.</param>
    /// <param name="outputStream">Payload; null sends an empty one. It stays open.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    Task SendResponseAsync(string awsRequestId, Stream outputStream, CancellationToken cancellationToken = default);
}
