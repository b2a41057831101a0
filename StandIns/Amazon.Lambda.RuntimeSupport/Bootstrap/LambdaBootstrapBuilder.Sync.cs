#nullable disable

using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public partial class LambdaBootstrapBuilder
{
    /// <summary>A handler that takes nothing and returns nothing.</summary>
    public static LambdaBootstrapBuilder Create(Action handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>A handler that takes the payload and returns nothing.</summary>
    public static LambdaBootstrapBuilder Create(Action<Stream> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>A handler that takes the event and returns nothing.</summary>
    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes the context and returns nothing.</summary>
    public static LambdaBootstrapBuilder Create(Action<ILambdaContext> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>A handler that takes the payload and the context and returns nothing.</summary>
    public static LambdaBootstrapBuilder Create(Action<Stream, ILambdaContext> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>A handler that takes the event and the context and returns nothing.</summary>
    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes nothing and returns the payload of the response.</summary>
    public static LambdaBootstrapBuilder Create(Func<Stream> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>A handler that takes the payload and returns the payload of the response.</summary>
    public static LambdaBootstrapBuilder Create(Func<Stream, Stream> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>A handler that takes the event and returns the payload of the response.</summary>
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Stream> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes the context and returns the payload of the response.</summary>
    public static LambdaBootstrapBuilder Create(Func<ILambdaContext, Stream> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>A handler that takes the payload and the context and returns the payload of the response.</summary>
    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Stream> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    /// <summary>A handler that takes the event and the context and returns the payload of the response.</summary>
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes nothing and returns the response.</summary>
    public static LambdaBootstrapBuilder Create<TOutput>(Func<TOutput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes the payload and returns the response.</summary>
    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, TOutput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes the event and returns the response.</summary>
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes the context and returns the response.</summary>
    public static LambdaBootstrapBuilder Create<TOutput>(Func<ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes the payload and the context and returns the response.</summary>
    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    /// <summary>A handler that takes the event and the context and returns the response.</summary>
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
}
