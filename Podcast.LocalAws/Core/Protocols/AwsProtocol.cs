namespace Podcast.LocalAws.Core.Protocols;

/// <summary>A protocol of AWS's services: how a request gets its id, and how an error is written. See https://smithy.io/2.0/aws/protocols/.</summary>
internal abstract class AwsProtocol
{
    /// <summary>The response header with the request's id.</summary>
    protected virtual string RequestIdHeader => "x-amzn-RequestId";

    /// <summary>Gives a request its id, which is kept in <see cref="HttpContext.TraceIdentifier"/>.</summary>
    public void AssignRequestId(HttpContext context)
    {
        context.TraceIdentifier = NewRequestId();
        context.Response.Headers[RequestIdHeader] = context.TraceIdentifier;
    }

    /// <summary>Writes an error in the protocol's shape.</summary>
    public Task WriteErrorAsync(HttpContext context, AwsException error)
    {
        var response = context.Response;
        response.Clear();
        response.Headers[RequestIdHeader] = context.TraceIdentifier;
        response.StatusCode = error.StatusCode;
        foreach (var (name, value) in error.Headers)
        {
            response.Headers[name] = value;
        }

        var body = FormatError(context, error);

        // A HEAD has no body to carry the error: callers go by the status.
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    protected virtual string NewRequestId() => Guid.NewGuid().ToString();

    /// <summary>The error's body; sets the headers that belong to it.</summary>
    protected abstract ReadOnlyMemory<byte> FormatError(HttpContext context, AwsException error);
}
