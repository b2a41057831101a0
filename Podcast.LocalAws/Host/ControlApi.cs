using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Host.TemplateChecks;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host;

/// <summary>The API of the process itself, under <c>/_localaws</c>, for the app host. It is unsigned and on loopback.</summary>
internal sealed class ControlApi(StackHost host, IEnumerable<IHealthPart> parts, FunctionRegistry functions, IEnumerable<IControlPart> controlParts, TemplateCheck check)
{
    public Task HandleAsync(HttpContext context, PathString path)
    {
        var segments = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is ["runtime", var runtimeHandler, .. var rest])
        {
            return functions.Find(runtimeHandler) is { } running
                ? running.RuntimeApi.HandleAsync(context, rest)
                : WriteAsync(context, StatusCodes.Status404NotFound, NoSuchFunction(runtimeHandler));
        }

        if (segments is [var name, .. var segmentsOfPart] && controlParts.FirstOrDefault(part => part.Name == name) is { } controlPart)
        {
            return controlPart.HandleAsync(context, segmentsOfPart);
        }

        if (segments is ["functions", var ended, "exit"] && HttpMethods.IsPost(context.Request.Method))
        {
            return ReportExitAsync(context, ended);
        }

        if (segments is ["functions", var writing, "output"] && HttpMethods.IsPost(context.Request.Method))
        {
            return functions.Find(writing) is { } function
                ? FunctionOutputReader.TakeAsync(context, function)
                : WriteAsync(context, StatusCodes.Status404NotFound, NoSuchFunction(writing));
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        return segments switch
        {
            ["health"] => WriteHealthAsync(context, [.. parts.SelectMany(part => part.Problems)], check.Findings),
            ["stack"] => WriteAsync(context, StatusCodes.Status200OK, Describe(host.Current)),
            ["functions", var handler, _] when functions.Find(handler) is null =>
                WriteAsync(context, StatusCodes.Status404NotFound, NoSuchFunction(handler)),
            ["functions", var handler, "environment"] =>
                WriteEnvironmentAsync(context, functions.Find(handler)!),
            ["functions", var handler, "health"] => WriteHealthAsync(context, Problems(functions.Find(handler)!)),
            _ => WriteAsync(context, StatusCodes.Status404NotFound, new JsonObject { ["reason"] = "The control API does not have this path." }),
        };
    }

    // Called by the program that started a function's process, when the process has ended.
    private Task ReportExitAsync(HttpContext context, string nameOrHandler)
    {
        if (functions.Find(nameOrHandler) is not { } function)
        {
            return WriteAsync(context, StatusCodes.Status404NotFound, NoSuchFunction(nameOrHandler));
        }

        var text = context.Request.Query["code"].ToString();
        if (text.Length > 0 && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return ControlResponse.RefuseAsync(context, StatusCodes.Status400BadRequest, "The exit code is a number: ?code=137.");
        }

        function.Runtime.ReportExit(text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture));
        return WriteAsync(context, StatusCodes.Status200OK, []);
    }

    private static Task WriteEnvironmentAsync(HttpContext context, LambdaFunction function)
    {
        try
        {
            return WriteAsync(context, StatusCodes.Status200OK, new JsonObject { ["environment"] = Describe(function.Environment.Resolve()) });
        }
        catch (AwsException refused)
        {
            return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, new JsonObject
            {
                ["reason"] = $"The role defined for the function {function.Configuration.Handler} cannot be assumed by Lambda. {refused.Message}",
            });
        }
    }

    private static JsonObject NoSuchFunction(string handler) => new() { ["reason"] = $"The template has no function with the handler {handler}." };

    private static JsonObject Describe(Stack stack) => new()
    {
        ["outputs"] = Describe(stack.Outputs),
        ["resources"] = new JsonObject(stack.Resources.DistinctBy(resource => resource.LogicalId).Select(resource => KeyValuePair.Create<string, JsonNode?>(
            resource.LogicalId,
            new JsonObject { ["type"] = resource.Type, ["physicalId"] = resource.PhysicalId }))),
    };

    private static JsonObject Describe(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));

    private static HealthProblem[] Problems(LambdaFunction function) =>
        function.Pending is { } pending ? [new($"function {function.Configuration.Handler}", pending, function.Runtime.LastSeen)] : [];

    private static Task WriteHealthAsync(HttpContext context, HealthProblem[] problems, IReadOnlyList<TemplateFinding>? findings = null)
    {
        var body = problems.Length == 0
            ? new JsonObject { ["status"] = "Healthy" }
            : new JsonObject
            {
                ["status"] = "Unhealthy",
                ["reason"] = problems[0].Reason,
                ["problems"] = new JsonArray([.. problems.Select(problem => (JsonNode)new JsonObject
                {
                    ["part"] = problem.Part,
                    ["reason"] = problem.Reason,
                    ["since"] = problem.Since?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                })]),
            };
        if (findings is { Count: > 0 })
        {
            body["findings"] = new JsonArray([.. findings.Select(finding => (JsonNode)new JsonObject
            {
                ["severity"] = finding.IsError ? nameof(FindingSeverity.Error) : nameof(FindingSeverity.Warning),
                ["path"] = finding.Path,
                ["message"] = finding.Message,
            })]);
        }

        return WriteAsync(context, problems.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, body);
    }

    private static Task WriteAsync(HttpContext context, int statusCode, JsonObject body) => ControlResponse.WriteAsync(context, statusCode, body);
}
