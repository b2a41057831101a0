using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.Core;

/// <summary>One AWS service behind the endpoint. An error is an <see cref="AwsException"/>, thrown before the response has begun.</summary>
internal interface IAwsService
{
    /// <summary>The service in a signature's credential scope, such as <c>dynamodb</c>.</summary>
    string SigningName { get; }

    /// <summary>The service in a span's name and in messages, such as <c>DynamoDB</c>.</summary>
    string Name { get; }

    AwsProtocol Protocol { get; }

    /// <summary>The largest request body in bytes.</summary>
    long MaxRequestBytes => 16 * 1024 * 1024;

    /// <summary>The operation that a request names, such as <c>GetItem</c>, from its line and headers alone.</summary>
    string GetOperation(HttpRequest request);

    /// <summary>Authenticates a request that says in its body who sends it; <see langword="null"/> for every other, whose headers or query are signed.</summary>
    /// <exception cref="AwsException">The request is refused.</exception>
    Task<AwsCaller>? AuthenticateBody(HttpContext context) => null;

    /// <summary>Tells the service of a request that was refused, by itself or before it saw the request: for its metrics.</summary>
    Task ReportErrorAsync(HttpContext context, string operation, AwsException error) => Task.CompletedTask;

    /// <summary>Handles one authenticated request. Its id is <see cref="HttpContext.TraceIdentifier"/>, its span is the current one.</summary>
    Task HandleAsync(HttpContext context, AwsCaller caller);
}
