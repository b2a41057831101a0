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
/// Asks the functions behind custom resources, and takes their answers: <c>PUT /_localaws/custom-resources/{RequestId}</c>, with a signature that only
/// the function has been told. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref.html.
/// </summary>
internal sealed class CustomResources(IFunctionInvoker functions, IListenerUrls listeners, TimeProvider time) : IControlPart
{
    private const int LargestAnswer = 4096;
    private const int MostStarts = 4;
    private const string Signature = "X-Amz-Signature";
    private const string Timeout = "ServiceTimeout";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (string Signature, TaskCompletionSource<byte[]> Answer)> _open = new(StringComparer.Ordinal);

    public string Name => "custom-resources";

    /// <summary>
    /// Whether the resource's function is not run: the app host starts only those that it shows. Waiting for one would end in a failure that AWS does not
    /// have, so nobody is asked then.
    /// </summary>
    public bool IsNotRun(DeployedResource resource) => Function(resource) is { CanRun: false };

    /// <summary>Has the resource made, changed or removed.</summary>
    /// <param name="stack">The resource's stack.</param>
    /// <param name="type">Create, Update or Delete.</param>
    /// <param name="resource">The resource as it shall be, or as it was.</param>
    /// <param name="before">What an update changes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How the function calls the resource.</returns>
    /// <exception cref="TemplateException">The function failed, or did not answer in time.</exception>
    public async Task<string> RequestAsync(
        DeployedStack stack, string type, DeployedResource resource, DeployedResource? before, CancellationToken cancellationToken)
    {
        var function = Function(resource)
            ?? throw new TemplateException($"The ServiceToken of {resource.LogicalId} names no function of this account. LocalAws knows no other kind.");
        var requestId = Guid.NewGuid().ToString();
        var signature = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[requestId] = (signature, answer);
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

            await InvokeAsync(function, JsonSerializer.SerializeToUtf8Bytes(request), requestId, answer.Task, deadline.Token);
            var result = CustomResourceAnswer.Read(await answer.Task.WaitAsync(deadline.Token), new Dictionary<string, string>
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
            await ControlAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, $"There is PUT /_localaws/{Name}/{{RequestId}}.");
            return;
        }

        // A content type is part of what S3 would have signed.
        if (!_open.TryGetValue(requestId, out var open) || context.Request.Query[Signature] != open.Signature || context.Request.ContentType is not (null or ""))
        {
            await ControlAnswer.RefuseAsync(context, StatusCodes.Status403Forbidden, "Nobody waits for this answer, or its address or content type is wrong.");
            return;
        }

        if (await PayloadReader.ReadAsync(context, LargestAnswer) is not { } body)
        {
            await ControlAnswer.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"An answer has at most {LargestAnswer} bytes.");
            return;
        }

        open.Answer.TrySetResult(body.ToArray());
        context.Response.StatusCode = StatusCodes.Status200OK;
    }

    // What did not start is asked again, as Lambda does for events. What failed is told at once: AWS would wait for its answer in vain.
    private static async Task InvokeAsync(IInvocableFunction function, byte[] payload, string requestId, Task answer, CancellationToken cancellationToken)
    {
        for (var starts = 1; ; starts++)
        {
            var result = await function.InvokeAsync(payload, requestId, cancellationToken);
            if (result.Outcome == InvocationOutcome.Succeeded || answer.IsCompleted)
            {
                return;
            }

            if (result.Outcome == InvocationOutcome.FunctionError || starts == MostStarts)
            {
                throw new TemplateException($"The function {function.Handler} did not answer: {result.ErrorType ?? result.Reason}");
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
