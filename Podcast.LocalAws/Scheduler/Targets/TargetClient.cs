using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.Scheduler.Targets;

/// <summary>
/// Calls Lambda and SQS over this process's own endpoint, signed: so authentication, permissions, faults and spans are those that every
/// other caller meets.
/// </summary>
internal sealed class TargetClient(IListenerUrls listeners, LocalAwsOptions options, TimeProvider time) : IDisposable
{
    private const int LongestMessage = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Lazy<HttpMessageInvoker> _http = new(() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        UseCookies = false,
        UseProxy = false,
    }));

    /// <summary>Lambda's Invoke with the invocation type Event: the service does not wait for the function.</summary>
    public Task<TargetResult> InvokeFunctionAsync(AwsCredentials role, string functionArn, string payload, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(listeners.ApiUrl, $"/2015-03-31/functions/{Uri.EscapeDataString(functionArn)}/invocations"));
        request.Headers.TryAddWithoutValidation("X-Amz-Invocation-Type", "Event");
        return SendAsync(request, role, "lambda", payload, "application/json", cancellationToken);
    }

    /// <summary>SQS's SendMessage.</summary>
    public Task<TargetResult> SendMessageAsync(
        AwsCredentials role,
        string queueArn,
        string body,
        string? messageGroupId,
        IReadOnlyDictionary<string, string>? attributes,
        CancellationToken cancellationToken)
    {
        var arn = queueArn.Split(':');
        var input = new JsonObject
        {
            ["QueueUrl"] = $"https://sqs.{arn[3]}.amazonaws.com/{arn[4]}/{arn[5]}",
            ["MessageBody"] = body,
        };
        if (messageGroupId is not null)
        {
            input["MessageGroupId"] = messageGroupId;
        }

        if (attributes is not null)
        {
            input["MessageAttributes"] = new JsonObject(attributes.Select(attribute => KeyValuePair.Create<string, JsonNode?>(
                attribute.Key, new JsonObject { ["DataType"] = "String", ["StringValue"] = attribute.Value })));
        }

        var request = new HttpRequestMessage(HttpMethod.Post, listeners.ApiUrl);
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonSQS.SendMessage");
        return SendAsync(request, role, "sqs", input.ToJsonString(), "application/x-amz-json-1.0", cancellationToken);
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private async Task<TargetResult> SendAsync(
        HttpRequestMessage request, AwsCredentials role, string service, string payload, string contentType, CancellationToken cancellationToken)
    {
        using var sent = request;
        var content = Encoding.UTF8.GetBytes(payload);
        request.Content = new ByteArrayContent(content);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        SigV4Signer.Sign(request, role, options.Region, service, SigV4.Hash(content), time);

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            using var response = await _http.Value.SendAsync(request, limited.Token);
            return response.IsSuccessStatusCode
                ? TargetResult.Success
                : await ReadErrorAsync(response, limited.Token);
        }
        catch (HttpRequestException reason)
        {
            return new("AWS.Scheduler.InternalServerError", reason.Message, IsRetryable: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new("AWS.Scheduler.InternalServerError", $"The target did not respond within {Limit.TotalSeconds:0} s.", IsRetryable: true);
        }
    }

    private static async Task<TargetResult> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        string? code = null, message = null;
        try
        {
            var error = JsonInput.Parse(body);
            code = error?["__type"]?.ToString();
            message = (error?["message"] ?? error?["Message"])?.ToString();
        }
        catch (JsonException)
        {
            // An error without a body is in its headers and its status.
        }

        code = Header(response, "x-amzn-query-error")?.Split(';')[0] ?? Header(response, "x-amzn-ErrorType") ?? code ?? $"Http{(int)response.StatusCode}";
        code = code[(code.LastIndexOf('#') + 1)..].Split(':')[0];
        message ??= response.ReasonPhrase ?? "";
        return new(code, message.Length <= LongestMessage ? message : message[..LongestMessage], IsRetryable(response.StatusCode, code));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static bool IsRetryable(HttpStatusCode status, string code) =>
        (int)status >= 500
        || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        || code.Contains("Throttl", StringComparison.Ordinal);
}
