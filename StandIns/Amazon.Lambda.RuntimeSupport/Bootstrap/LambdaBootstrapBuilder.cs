#nullable disable

using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Builds the <see cref="LambdaBootstrap"/> of an executable function.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html</remarks>
public partial class LambdaBootstrapBuilder
{
    private readonly HandlerWrapper _handlerWrapper;
    private readonly LambdaBootstrapOptions _options = new();
    private HttpClient _httpClient;
    private LambdaBootstrapInitializer _initializer;

    private LambdaBootstrapBuilder(HandlerWrapper handlerWrapper) => _handlerWrapper = handlerWrapper;

    /// <summary>A handler that writes the payload of the response into a stream it is given.</summary>
    public static LambdaBootstrapBuilder Create(Action<Stream, ILambdaContext, MemoryStream> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>Talks to the Runtime API through this client, which stays the caller's to dispose of.</summary>
    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        _httpClient = httpClient;
        return this;
    }

    /// <summary>Runs this once, before it polls for the first invocation; what it throws is reported as an initialization error.</summary>
    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer lambdaBootstrapInitializer)
    {
        _initializer = lambdaBootstrapInitializer;
        return this;
    }

    /// <summary>Changes the options.</summary>
    public LambdaBootstrapBuilder ConfigureOptions(Action<LambdaBootstrapOptions> options = null)
    {
        options?.Invoke(_options);
        return this;
    }

    /// <summary>Creates the bootstrap.</summary>
    public LambdaBootstrap Build() => _httpClient is null
        ? new LambdaBootstrap(_handlerWrapper, _options, _initializer)
        : new LambdaBootstrap(_httpClient, _handlerWrapper, _options, _initializer);
}
