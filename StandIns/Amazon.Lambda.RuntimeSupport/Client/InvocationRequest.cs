#nullable disable

using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>One invocation to handle.</summary>
public class InvocationRequest : IDisposable
{
    internal InvocationRequest()
    {
    }

    /// <summary>The event's payload, whole in memory.</summary>
    public Stream InputStream { get; internal set; }

    /// <summary>The invocation's context.</summary>
    public ILambdaContext LambdaContext { get; internal set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        InputStream?.Dispose();
        GC.SuppressFinalize(this);
    }
}
