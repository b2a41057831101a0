#nullable disable

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What a handler returns.</summary>
public class InvocationResponse
{
    /// <summary>Creates a response whose stream is disposed of once it is sent.</summary>
    public InvocationResponse(Stream outputStream)
        : this(outputStream, disposeOutputStream: true)
    {
    }

    /// <summary>Creates a response.</summary>
    public InvocationResponse(Stream outputStream, bool disposeOutputStream)
    {
        ArgumentNullException.ThrowIfNull(outputStream);
        OutputStream = outputStream;
        DisposeOutputStream = disposeOutputStream;
    }

    /// <summary>The payload, read from its current position.</summary>
    public Stream OutputStream { get; set; }

    /// <summary>The stream is disposed of once it is sent.</summary>
    public bool DisposeOutputStream { get; private set; }
}
