#nullable disable

using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class RuntimeApiHeaders : IRuntimeApiHeaders
{
    private readonly HttpResponseHeaders _headers;

    internal RuntimeApiHeaders(HttpResponseHeaders headers)
    {
        _headers = headers;
        AwsRequestId = Get("Lambda-Runtime-Aws-Request-Id")
            ?? throw new InvalidOperationException("The Runtime API sent an invocation without the header Lambda-Runtime-Aws-Request-Id.");
    }

    public string AwsRequestId { get; }

    public string TraceId => Get("Lambda-Runtime-Trace-Id");

    public string TenantId => Get("Lambda-Runtime-Aws-Tenant-Id");

    internal string InvokedFunctionArn => Get("Lambda-Runtime-Invoked-Function-Arn");

    internal string DeadlineMs => Get("Lambda-Runtime-Deadline-Ms");

    internal string ClientContextJson => Get("Lambda-Runtime-Client-Context");

    internal string CognitoIdentityJson => Get("Lambda-Runtime-Cognito-Identity");

    /// <summary>Names this attempt at the invocation; the response has to carry it back.</summary>
    internal string InvocationId => Get(RuntimeApiClient.InvocationIdHeader);

    private string Get(string name) => _headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
