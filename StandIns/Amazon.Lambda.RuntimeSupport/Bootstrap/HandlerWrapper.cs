#nullable disable

using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Turns a handler of any supported shape into a <see cref="LambdaBootstrapHandler"/>.</summary>
public partial class HandlerWrapper : IDisposable
{
    private static readonly InvocationResponse Empty = new(new MemoryStream(0), disposeOutputStream: false);

    // One invocation at a time can use one buffer for every response.
    private readonly MemoryStream _sharedOutput = ConcurrencySettings.IsMultiConcurrency(new SystemEnvironmentVariables()) ? null : new MemoryStream();

    private HandlerWrapper(ILambdaSerializer serializer) => Serializer = serializer;

    /// <summary>The handler the bootstrap calls.</summary>
    public LambdaBootstrapHandler Handler { get; private set; }

    internal ILambdaSerializer Serializer { get; }

    /// <summary>A handler that writes the payload of the response into a stream it is given.</summary>
    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext, MemoryStream> invokeDelegate)
    {
        var wrapper = new HandlerWrapper(serializer: null);
        wrapper.Handler = invocation =>
        {
            var output = wrapper.CreateOutput();
            invokeDelegate(invocation.InputStream, invocation.LambdaContext, output);
            return Task.FromResult(Rewound(output));
        };
        return wrapper;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the buffer of responses.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sharedOutput?.Dispose();
        }
    }

    private static HandlerWrapper SilentAsync(Func<InvocationRequest, Task> invoke, ILambdaSerializer serializer = null) => new(serializer)
    {
        Handler = async invocation =>
        {
            await invoke(invocation).ConfigureAwait(false);
            return Empty;
        },
    };

    private static HandlerWrapper Silent(Action<InvocationRequest> invoke, ILambdaSerializer serializer = null) => new(serializer)
    {
        Handler = invocation =>
        {
            invoke(invocation);
            return Task.FromResult(Empty);
        },
    };

    private static HandlerWrapper RawAsync(Func<InvocationRequest, Task<Stream>> invoke, ILambdaSerializer serializer = null) => new(serializer)
    {
        Handler = async invocation => new InvocationResponse(await invoke(invocation).ConfigureAwait(false)),
    };

    private static HandlerWrapper Raw(Func<InvocationRequest, Stream> invoke, ILambdaSerializer serializer = null) => new(serializer)
    {
        Handler = invocation => Task.FromResult(new InvocationResponse(invoke(invocation))),
    };

    private static HandlerWrapper TypedAsync<TOutput>(Func<InvocationRequest, Task<TOutput>> invoke, ILambdaSerializer serializer)
    {
        var wrapper = new HandlerWrapper(serializer);
        wrapper.Handler = async invocation => wrapper.Serialize(await invoke(invocation).ConfigureAwait(false));
        return wrapper;
    }

    private static HandlerWrapper Typed<TOutput>(Func<InvocationRequest, TOutput> invoke, ILambdaSerializer serializer)
    {
        var wrapper = new HandlerWrapper(serializer);
        wrapper.Handler = invocation => Task.FromResult(wrapper.Serialize(invoke(invocation)));
        return wrapper;
    }

    private static InvocationResponse Rewound(MemoryStream output)
    {
        output.Position = 0;
        return new InvocationResponse(output, disposeOutputStream: false);
    }

    private InvocationResponse Serialize<TOutput>(TOutput response)
    {
        var output = CreateOutput();
        Serializer.Serialize(response, output);
        return Rewound(output);
    }

    private MemoryStream CreateOutput()
    {
        if (_sharedOutput is null)
        {
            return new MemoryStream();
        }

        _sharedOutput.SetLength(0);
        return _sharedOutput;
    }
}
