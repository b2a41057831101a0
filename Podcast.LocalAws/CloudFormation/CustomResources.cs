using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>
/// Invokes the functions of custom resources and receives their responses: <c>PUT /_localaws/custom-resources/{RequestId}</c>, with a signature that only
/// the function was invoked. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref.html.
/// </summary>
internal sealed class CustomResources(IFunctionInvoker functions, IListenerUrls listeners, TimeProvider time) : IControlPart
{
    private const int MaxResponseBytes = 4096;
    private const int MostStarts = 4;
    private const string Signature = "X-Amz-Signature";
    private const string Timeout = "ServiceTimeout";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (string Signature, TaskCompletionSource<byte[]> Response)> _open = new(StringComparer.Ordinal);

    public string Name => "custom-resources";

    /// <summary>
    /// Whether the resource's function is not run: the app host starts only those that it shows. Waiting for one would end in a failure that AWS does not
    /// have, so it is not invoked.
    /// </summary>
    public bool IsNotRun(DeployedResource resource) => Function(resource) is { CanRun: false };

    /// <summary>Creates, updates or deletes a custom resource.</summary>
    /// <param name="stack">The resource's stack.</param>
    /// <param name="type">Create, Update or Delete.</param>
    /// <param name="resource">The resource as it shall be, or as it was.</param>
    /// <param name="before">What an update changes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The physical id that the function returned.</returns>
    /// <exception cref="TemplateException">The function failed, or did not respond in time.</exception>
    public async Task<string> RequestAsync(
        DeployedStack stack, string type, DeployedResource resource, DeployedResource? before, CancellationToken cancellationToken)
    {
        var function = Function(resource)
            ?? throw new TemplateException($"The ServiceToken of {resource.LogicalId} names no function of this account. LocalAws knows no other kind.");
        var requestId = Guid.NewGuid().ToString();
        var signature = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var response = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[requestId] = (signature, response);
        using var limit = new CancellationTokenSource(WaitFor(resource), time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var request = new JsonObject
            {
                ["RequestType"] = type,
                ["ServiceToken"] = function.Arn,
                ["ResponseURL"] = new Uri(listeners.ApiUrl, $"/_localaws/{Name}/{requestId}?{Signature}={signature}").ToString(),
                ["StackId"] = stack.Id,
                ["RequestId"] = requestId,
                ["LogicalResourceId"] = resource.LogicalId,
                ["ResourceType"] = resource.Type,
                ["ResourceProperties"] = AsTexts(resource.Resource.Properties),
            };
            if (type != "Create")
            {
                request["PhysicalResourceId"] = (before ?? resource).PhysicalId;
            }

            if (before is not null)
            {
                request["OldResourceProperties"] = AsTexts(before.Resource.Properties);
            }

            await InvokeAsync(function, JsonSerializer.SerializeToUtf8Bytes(request), requestId, response.Task, deadline.Token);
            var result = CustomResourceResponse.Read(await response.Task.WaitAsync(deadline.Token), new Dictionary<string, string>
            {
                ["StackId"] = stack.Id,
                ["RequestId"] = requestId,
                ["LogicalResourceId"] = resource.LogicalId,
            });
            return result.Failure is null ? result.PhysicalId : throw new TemplateException(result.Failure);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TemplateException(
                $"CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [{requestId}].");
        }
        finally
        {
            _open.TryRemove(requestId, out _);
        }
    }

    public async Task HandleAsync(HttpContext context, IReadOnlyList<string> segments)
    {
        if (!HttpMethods.IsPut(context.Request.Method) || segments is not [var requestId])
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, $"Unknown request. A custom resource responds with PUT /_localaws/{Name}/{{RequestId}}.");
            return;
        }

        // A content type is part of what S3 would have signed.
        if (!_open.TryGetValue(requestId, out var open) || context.Request.Query[Signature] != open.Signature || context.Request.ContentType is not (null or ""))
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status403Forbidden, "The request id, the signature or the content type is wrong: no custom resource waits for this response.");
            return;
        }

        if (await PayloadReader.ReadAsync(context, MaxResponseBytes) is not { } body)
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"A response has at most {MaxResponseBytes} bytes.");
            return;
        }

        open.Response.TrySetResult(body.ToArray());
        context.Response.StatusCode = StatusCodes.Status200OK;
    }

    // A function that did not start is invoked again, as Lambda does for events. A failure is reported immediately, because AWS would wait for a response that never comes.
    private static async Task InvokeAsync(IInvocableFunction function, byte[] payload, string requestId, Task response, CancellationToken cancellationToken)
    {
        for (var starts = 1; ; starts++)
        {
            var result = await function.InvokeAsync(payload, requestId, cancellationToken);
            if (result.Outcome == InvocationOutcome.Succeeded || response.IsCompleted)
            {
                return;
            }

            if (result.Outcome == InvocationOutcome.FunctionError || starts == MostStarts)
            {
                throw new TemplateException($"The function {function.Handler} did not respond: {result.ErrorType ?? result.Reason}");
            }
        }
    }

    private IInvocableFunction? Function(DeployedResource resource) =>
        resource.Resource.Properties["ServiceToken"]?.ToString() is { Length: > 0 } token ? functions.Find(token) : null;

    private static TimeSpan WaitFor(DeployedResource resource) =>
        int.TryParse(resource.Resource.Properties[Timeout]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : LongestWait;

    // CloudFormation hands all values over as text.
    private static JsonNode? AsTexts(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.Select(property => KeyValuePair.Create(property.Key, AsTexts(property.Value)))),
        JsonArray items => new JsonArray([.. items.Select(AsTexts)]),
        JsonValue value => JsonValue.Create(value.ToString()),
        _ => null,
    };
}
