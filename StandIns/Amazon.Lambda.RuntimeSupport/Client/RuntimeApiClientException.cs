#nullable disable

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The Runtime API responded with an error.</summary>
public partial class RuntimeApiClientException : Exception
{
    private const int QuotedLength = 512;

    /// <summary>Creates the exception; its message quotes the start of the response.</summary>
    public RuntimeApiClientException(
        string message, int statusCode, string response, Dictionary<string, IEnumerable<string>> headers, Exception innerException)
        : base($"{message}\n\nStatus: {statusCode}\nResponse: \n{(response.Length > QuotedLength ? response[..QuotedLength] : response)}", innerException)
    {
        StatusCode = statusCode;
        Response = response;
        Headers = headers;
    }

    /// <summary>Status code.</summary>
    public int StatusCode { get; private set; }

    /// <summary>Body of the response.</summary>
    public string Response { get; private set; }

    /// <summary>Headers of the response.</summary>
    public Dictionary<string, IEnumerable<string>> Headers { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => $"HTTP Response: \n\n{Response}\n\n{base.ToString()}";
}
