#nullable disable

using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public partial class HandlerWrapper
{
    /// <summary>A handler that takes nothing and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Task> handler) =>
        SilentAsync(invocation => handler());

    /// <summary>A handler that takes the payload and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Task> handler) =>
        SilentAsync(invocation => handler(invocation.InputStream));

    /// <summary>A handler that takes the event and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Task> handler, ILambdaSerializer serializer) =>
        SilentAsync(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream)), serializer);

    /// <summary>A handler that takes the context and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Task> handler) =>
        SilentAsync(invocation => handler(invocation.LambdaContext));

    /// <summary>A handler that takes the payload and the context and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task> handler) =>
        SilentAsync(invocation => handler(invocation.InputStream, invocation.LambdaContext));

    /// <summary>A handler that takes the event and the context and returns nothing.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        SilentAsync(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext), serializer);

    /// <summary>A handler that takes nothing and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Task<Stream>> handler) =>
        RawAsync(invocation => handler());

    /// <summary>A handler that takes the payload and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Task<Stream>> handler) =>
        RawAsync(invocation => handler(invocation.InputStream));

    /// <summary>A handler that takes the event and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Task<Stream>> handler, ILambdaSerializer serializer) =>
        RawAsync(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream)), serializer);

    /// <summary>A handler that takes the context and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Task<Stream>> handler) =>
        RawAsync(invocation => handler(invocation.LambdaContext));

    /// <summary>A handler that takes the payload and the context and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        RawAsync(invocation => handler(invocation.InputStream, invocation.LambdaContext));

    /// <summary>A handler that takes the event and the context and returns the payload of the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) =>
        RawAsync(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext), serializer);

    /// <summary>A handler that takes nothing and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Task<TOutput>> handler, ILambdaSerializer serializer) =>
        TypedAsync(invocation => handler(), serializer);

    /// <summary>A handler that takes the payload and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        TypedAsync(invocation => handler(invocation.InputStream), serializer);

    /// <summary>A handler that takes the event and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        TypedAsync(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream)), serializer);

    /// <summary>A handler that takes the context and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        TypedAsync(invocation => handler(invocation.LambdaContext), serializer);

    /// <summary>A handler that takes the payload and the context and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        TypedAsync(invocation => handler(invocation.InputStream, invocation.LambdaContext), serializer);

    /// <summary>A handler that takes the event and the context and returns the response.</summary>
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        TypedAsync(invocation => handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext), serializer);
}
