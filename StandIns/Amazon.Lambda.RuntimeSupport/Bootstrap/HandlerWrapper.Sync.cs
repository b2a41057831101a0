#nullable disable

using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public partial class HandlerWrapper
{
    /// <summary>A handler that takes nothing and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper(Action handler) =>
        Silent(invocation => handler());

    /// <summary>A handler that takes the payload and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper(Action<Stream> handler) =>
        Silent(invocation => handler(invocation.InputStream));

    /// <summary>A handler that takes the event and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput> handler, ILambdaSerializer serializer) =>
        Silent(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream)), serializer);

    /// <summary>A handler that takes the context and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper(Action<ILambdaContext> handler) =>
        Silent(invocation => handler(invocation.LambdaContext));

    /// <summary>A handler that takes the payload and the context and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext> handler) =>
        Silent(invocation => handler(invocation.InputStream, invocation.LambdaContext));

    /// <summary>A handler that takes the event and the context and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        Silent(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext), serializer);

    /// <summary>A handler that takes nothing and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Stream> handler) =>
        Raw(invocation => handler());

    /// <summary>A handler that takes the payload and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Stream> handler) =>
        Raw(invocation => handler(invocation.InputStream));

    /// <summary>A handler that takes the event and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Stream> handler, ILambdaSerializer serializer) =>
        Raw(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream)), serializer);

    /// <summary>A handler that takes the context and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Stream> handler) =>
        Raw(invocation => handler(invocation.LambdaContext));

    /// <summary>A handler that takes the payload and the context and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Stream> handler) =>
        Raw(invocation => handler(invocation.InputStream, invocation.LambdaContext));

    /// <summary>A handler that takes the event and the context and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) =>
        Raw(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext), serializer);

    /// <summary>A handler that takes nothing and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<TOutput> handler, ILambdaSerializer serializer) =>
        Typed(invocation => handler(), serializer);

    /// <summary>A handler that takes the payload and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, TOutput> handler, ILambdaSerializer serializer) =>
        Typed(invocation => handler(invocation.InputStream), serializer);

    /// <summary>A handler that takes the event and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) =>
        Typed(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream)), serializer);

    /// <summary>A handler that takes the context and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Typed(invocation => handler(invocation.LambdaContext), serializer);

    /// <summary>A handler that takes the payload and the context and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Typed(invocation => handler(invocation.InputStream, invocation.LambdaContext), serializer);

    /// <summary>A handler that takes the event and the context and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Typed(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext), serializer);
}
