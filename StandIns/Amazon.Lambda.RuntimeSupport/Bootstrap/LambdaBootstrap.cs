#nullable disable

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Polls Lambda for invocations, one after the other, and responds to them with a handler.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</remarks>
public class LambdaBootstrap : IDisposable
{
    // Lambda freezes the process while it waits for the next invocation; a wait of hours is the normal case.
    private static readonly TimeSpan LongPollTimeout = TimeSpan.FromHours(12);

    private readonly HttpClient _httpClient;
    private readonly bool _ownsHttpClient;
    private readonly LambdaBootstrapHandler _handler;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly IEnvironmentVariables _environment;
    private readonly ILambdaSerializer _serializer;
    private readonly Action<string> _setSdkTraceId;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a bootstrap that uses the caller's HTTP client.</summary>
    public LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, false, handler, initializer, null, null)
    {
    }

    /// <summary>Creates a bootstrap.</summary>
    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), true, handler, initializer, null, null)
    {
    }

    /// <summary>Creates a bootstrap with options.</summary>
    public LambdaBootstrap(
        LambdaBootstrapHandler handler, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), true, handler, initializer, lambdaBootstrapOptions, null)
    {
    }

    /// <summary>Creates a bootstrap.</summary>
    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), true, handlerWrapper.Handler, initializer, null, handlerWrapper.Serializer)
    {
    }

    /// <summary>Creates a bootstrap with options.</summary>
    public LambdaBootstrap(
        HandlerWrapper handlerWrapper, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), true, handlerWrapper.Handler, initializer, lambdaBootstrapOptions, handlerWrapper.Serializer)
    {
    }

    /// <summary>Creates a bootstrap that uses the caller's HTTP client.</summary>
    public LambdaBootstrap(HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, false, handlerWrapper.Handler, initializer, null, handlerWrapper.Serializer)
    {
    }

    /// <summary>Creates a bootstrap with options that uses the caller's HTTP client.</summary>
    public LambdaBootstrap(
        HttpClient httpClient,
        HandlerWrapper handlerWrapper,
        LambdaBootstrapOptions lambdaBootstrapOptions,
        LambdaBootstrapInitializer initializer = null)
        : this(httpClient, false, handlerWrapper.Handler, initializer, lambdaBootstrapOptions, handlerWrapper.Serializer)
    {
    }

    internal LambdaBootstrap(
        HttpClient httpClient,
        bool ownsHttpClient,
        LambdaBootstrapHandler handler,
        LambdaBootstrapInitializer initializer,
        LambdaBootstrapOptions options,
        ILambdaSerializer serializer,
        IEnvironmentVariables environment = null,
        Helpers.IConsoleLoggerWriter logger = null,
        TimeProvider timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(httpClient);
        ArgumentNullException.ThrowIfNull(handler);
        _httpClient = httpClient;
        _httpClient.Timeout = LongPollTimeout;
        _ownsHttpClient = ownsHttpClient;
        _handler = handler;
        _initializer = initializer;
        _serializer = serializer;
        _environment = environment ?? new SystemEnvironmentVariables();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _setSdkTraceId = SdkTraceContext.FindSetter(_environment);
        Client = new RuntimeApiClient(
            _environment, httpClient, options, logger ?? new Helpers.LogLevelLoggerWriter(_environment), _timeProvider);
    }

    internal IRuntimeApiClient Client { get; set; }

    /// <summary>The HTTP client a bootstrap uses when it is given none: direct connections that are kept open.</summary>
    public static HttpClient ConstructHttpClient()
    {
        var handler = new SocketsHttpHandler
        {
            // The error's cause travels in a header and is not ASCII in general.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,

            // The Runtime API is always the next hop. The rest of these is start-up time and a span for every wait.
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        };
        var client = new HttpClient(handler);
        var runtime = Path.GetFileName(Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory()));
        var suffix = RuntimeFeature.IsDynamicCodeSupported ? string.Empty : "-aot";
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "User-Agent", $"aws-lambda-dotnet/{(runtime.Length == 0 ? "unknown" : runtime)}-{typeof(LambdaBootstrap).Assembly.GetName().Version}{suffix}");
        return client;
    }

    /// <summary>Initializes, then handles invocations until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends the waiting for the next invocation; the method then returns normally.</param>
    /// <exception cref="RuntimeApiClientException">The Runtime API refused a call; the process should end.</exception>
    /// <exception cref="HttpRequestException">The Runtime API is gone; the process should end.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        MemoryLimit.Apply(_environment);
        ConcurrencySettings.RaiseMinThreads(_environment, Environment.ProcessorCount);

        if (_initializer is not null && !await InitializeAsync().ConfigureAwait(false))
        {
            return;
        }

        var runOnce = string.Equals(_environment.GetEnvironmentVariable("AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE"), "true", StringComparison.OrdinalIgnoreCase);
        var pollers = ConcurrencySettings.GetPollerCount(_environment, Environment.ProcessorCount);
        if (pollers == 1)
        {
            await PollAsync(runOnce, cancellationToken).ConfigureAwait(false);
            return;
        }

        var tasks = new Task[pollers];
        for (var i = 0; i < pollers; i++)
        {
            tasks[i] = PollAsync(runOnce, cancellationToken);
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the HTTP client, unless it is the caller's.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _ownsHttpClient)
        {
            _httpClient.Dispose();
        }
    }

    internal async Task InvokeOnceAsync(CancellationToken cancellationToken = default)
    {
        var invocation = await Client.GetNextInvocationAsync(cancellationToken).ConfigureAwait(false);
        if (!ConcurrencySettings.IsMultiConcurrency(_environment))
        {
            await ProcessAsync(invocation, cancellationToken).ConfigureAwait(false);
            return;
        }

        // The poller goes on at once; the invocation runs beside it and must not take the others down.
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await ProcessAsync(invocation, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogError(exception);
                }
            },
            cancellationToken);
    }

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return await _initializer().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogError(exception);
            await Client.ReportInitializationErrorAsync(exception).ConfigureAwait(false);
            throw;
        }
    }

    private async Task PollAsync(bool runOnce, CancellationToken cancellationToken)
    {
        var backoff = new PollBackoff(_timeProvider);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await InvokeOnceAsync(cancellationToken).ConfigureAwait(false);
                backoff.Reset();
                if (runOnce)
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException)
            {
                // The long poll ran into the client's own timeout. Ask again.
            }
            catch (Exception exception) when (ConcurrencySettings.IsMultiConcurrency(_environment))
            {
                LogError(exception);
                if (!await backoff.TryWaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    private async Task ProcessAsync(InvocationRequest invocation, CancellationToken cancellationToken)
    {
        using (invocation)
        {
            if (invocation.LambdaContext is LambdaContext context)
            {
                Client.ConsoleLogger.SetRuntimeHeaders(context.Headers);
                SetTraceId(context.TraceId);
                context.Serializer = _serializer;
            }

            InvocationResponse response;
            try
            {
                response = await _handler(invocation).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                LogError(exception);
                await Client.ReportInvocationErrorAsync(invocation.LambdaContext.AwsRequestId, exception, cancellationToken).ConfigureAwait(false);
                return;
            }

            try
            {
                await Client.SendResponseAsync(invocation.LambdaContext.AwsRequestId, response?.OutputStream, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (response is { DisposeOutputStream: true })
                {
                    await response.OutputStream.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private void SetTraceId(string traceId)
    {
        if (!ConcurrencySettings.IsMultiConcurrency(_environment))
        {
            _environment.SetEnvironmentVariable(LambdaEnvironment.EnvVarTraceId, traceId);
        }

        _setSdkTraceId?.Invoke(traceId);
        LambdaTraceProvider.SetCurrentTraceId(traceId);
    }

    private void LogError(Exception exception) =>
        Client.ConsoleLogger.FormattedWriteLine(nameof(LogLevel.Error), exception, null);
}
