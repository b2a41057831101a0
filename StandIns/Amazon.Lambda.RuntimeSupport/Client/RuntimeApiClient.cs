#nullable disable

using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.Lambda.RuntimeSupport.Bootstrap;
using Amazon.Lambda.RuntimeSupport.Helpers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Talks to the Lambda Runtime API, version 2018-06-01.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</remarks>
public class RuntimeApiClient : IRuntimeApiClient
{
    internal const string InvocationIdHeader = "Lambda-Runtime-Invocation-Id";
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";
    private const string ErrorCauseHeader = "Lambda-Runtime-Function-XRay-Error-Cause";
    private const int MaxHeaderBytes = 1024 * 1024;

    private readonly HttpClient _httpClient;
    private readonly LambdaEnvironment _environment;
    private readonly TimeProvider _timeProvider;
    private readonly string _baseUrl;

    // Request id to invocation id, from the invocation to its response. Not every Runtime API sends one.
    private readonly ConcurrentDictionary<string, string> _invocationIds = new(StringComparer.Ordinal);

    /// <summary>Creates a client of the Runtime API that AWS_LAMBDA_RUNTIME_API names.</summary>
    /// <param name="httpClient">Stays the caller's; its timeout has to be longer than the longest wait for an invocation.</param>
    public RuntimeApiClient(HttpClient httpClient)
        : this(new SystemEnvironmentVariables(), httpClient, null, new LogLevelLoggerWriter(new SystemEnvironmentVariables()), TimeProvider.System)
    {
    }

    internal RuntimeApiClient(
        IEnvironmentVariables environment, HttpClient httpClient, LambdaBootstrapOptions options, IConsoleLoggerWriter logger, TimeProvider timeProvider)
    {
        _httpClient = httpClient;
        _timeProvider = timeProvider;
        _environment = new LambdaEnvironment(environment, options);
        _baseUrl = $"http://{_environment.RuntimeServerHostAndPort}/2018-06-01/runtime";
        ConsoleLogger = logger;
    }

    /// <inheritdoc/>
    public IConsoleLoggerWriter ConsoleLogger { get; }

    /// <inheritdoc/>
    public Task ReportInitializationErrorAsync(Exception exception, string errorType = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return PostErrorAsync("/init/error", ExceptionDocument.Create(exception), errorType, null, null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReportInitializationErrorAsync(string errorType, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(errorType);
        return PostErrorAsync("/init/error", string.Empty, errorType, null, null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<InvocationRequest> GetNextInvocationAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _baseUrl + "/invocation/next");
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var payload = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var headers = new RuntimeApiHeaders(response.Headers);
        if (headers.InvocationId is { } invocationId)
        {
            _invocationIds[headers.AwsRequestId] = invocationId;
        }

        return new InvocationRequest
        {
            InputStream = new MemoryStream(payload),
            LambdaContext = new LambdaContext(headers, _environment, ConsoleLogger, _timeProvider),
        };
    }

    /// <inheritdoc/>
    public Task ReportInvocationErrorAsync(string awsRequestId, Exception exception, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(awsRequestId);
        ArgumentNullException.ThrowIfNull(exception);
        return PostErrorAsync(
            $"/invocation/{Uri.EscapeDataString(awsRequestId)}/error",
            ExceptionDocument.Create(exception),
            exception.GetType().Name,
            XRayCauseDocument.Create(exception),
            awsRequestId,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RestoreNextInvocationAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _baseUrl + "/restore/next");
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task ReportRestoreErrorAsync(Exception exception, string errorType = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return PostErrorAsync("/restore/error", ExceptionDocument.Create(exception), errorType, null, null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SendResponseAsync(string awsRequestId, Stream outputStream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(awsRequestId);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_baseUrl}/invocation/{awsRequestId}/response");

        // The stream is the handler's, and the request's content would close it.
        request.Content = outputStream is null ? new ByteArrayContent([]) : new StreamContent(new NonDisposingStream(outputStream));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        AddInvocationId(request, awsRequestId);
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task PostErrorAsync(
        string path, string document, string errorType, string cause, string awsRequestId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _baseUrl + path);
        if (errorType is not null)
        {
            request.Headers.TryAddWithoutValidation(ErrorTypeHeader, errorType);
        }

        if (cause is not null && Encoding.UTF8.GetByteCount(cause) < MaxHeaderBytes)
        {
            request.Headers.TryAddWithoutValidation(ErrorCauseHeader, cause);
        }

        request.Content = new StringContent(document, Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json");
        AddInvocationId(request, awsRequestId);
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private void AddInvocationId(HttpRequestMessage request, string awsRequestId)
    {
        if (awsRequestId is not null && _invocationIds.TryRemove(awsRequestId, out var invocationId))
        {
            request.Headers.TryAddWithoutValidation(InvocationIdHeader, invocationId);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        var response = await _httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent)
        {
            return response;
        }

        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value);
            throw new RuntimeApiClientException(
                response.StatusCode switch
                {
                    HttpStatusCode.BadRequest => "Bad Request",
                    HttpStatusCode.Forbidden => "Forbidden",
                    HttpStatusCode.RequestEntityTooLarge => "Payload Too Large",
                    HttpStatusCode.InternalServerError => "Container error. Non-recoverable state. Runtime should exit promptly.\n",
                    var status => $"The HTTP status code of the response was not expected ({(int)status}).",
                },
                (int)response.StatusCode,
                body,
                headers,
                null);
        }
    }
}
