using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.MediaConvert.Jobs;
using Podcast.LocalAws.MediaConvert.Settings;

namespace Podcast.LocalAws.MediaConvert;

/// <summary>CreateJob, GetJob, ListJobs and CancelJob. See https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html.</summary>
internal sealed class MediaConvertService(JobStore jobs, JobQueues queues, JobScheduler scheduler, IAuthorizer authorizer) : IAwsService
{
    private const string ServicePrincipal = "mediaconvert.amazonaws.com";
    private const int MaxRequest = 1024 * 1024;
    private const int MaxPage = 20;

    public string SigningName => "mediaconvert";

    public string Name => "MediaConvert";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.RestJson;

    public long MaxRequestBytes => MaxRequest;

    public string GetOperation(HttpRequest request) => Segments(request) switch
    {
        ["2017-08-29", "jobs"] when HttpMethods.IsPost(request.Method) => "CreateJob",
        ["2017-08-29", "jobs"] when HttpMethods.IsGet(request.Method) => "ListJobs",
        ["2017-08-29", "jobs", _] when HttpMethods.IsGet(request.Method) => "GetJob",
        ["2017-08-29", "jobs", _] when HttpMethods.IsDelete(request.Method) => "CancelJob",
        _ => $"{request.Method} {request.Path}",
    };

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var operation = GetOperation(context.Request);
        switch (operation)
        {
            case "CreateJob":
                var created = await CreateAsync(context, caller);
                await WriteAsync(context, StatusCodes.Status201Created, new() { ["job"] = created.Describe() });
                break;
            case "ListJobs":
                await WriteAsync(context, StatusCodes.Status200OK, List(context.Request, caller));
                break;
            case "GetJob":
                await WriteAsync(context, StatusCodes.Status200OK, new() { ["job"] = Find(context, caller, "mediaconvert:GetJob").Describe() });
                break;
            case "CancelJob":
                scheduler.Cancel(Find(context, caller, "mediaconvert:CancelJob"));
                await WriteAsync(context, StatusCodes.Status202Accepted, []);
                break;
            default:
                throw AwsException.NotImplemented(Name, operation);
        }
    }

    private async Task<TranscodeJob> CreateAsync(HttpContext context, AwsCaller caller)
    {
        var request = JobRequest.Read(await ReadAsync(context));
        var queue = queues.Find(request.Queue) ?? throw MediaConvertErrors.NotFound($"The specified queue doesn't exist: {request.Queue}");
        authorizer.Authorize(caller, "mediaconvert:CreateJob", queue.Arn);
        authorizer.Authorize(
            caller, "iam:PassRole", request.Role, new Dictionary<string, string> { ["iam:PassedToService"] = ServicePrincipal });
        SettingsValidator.Validate(request.Settings);
        var job = jobs.Create(request, queue, out var isNew);
        if (isNew)
        {
            scheduler.Submit(job);
        }

        return job;
    }

    private JsonObject List(HttpRequest request, AwsCaller caller)
    {
        var query = request.Query;
        var queue = query["queue"].ToString() is { Length: > 0 } name
            ? queues.Find(name) ?? throw MediaConvertErrors.NotFound($"The specified queue doesn't exist: {name}")
            : null;
        authorizer.Authorize(caller, "mediaconvert:ListJobs", queue?.Arn ?? "*");
        var count = MaxPage;
        if (query["maxResults"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxPage))
        {
            throw MediaConvertErrors.BadRequest($"maxResults must be between 1 and {MaxPage}");
        }

        var (page, next) = jobs.List(
            queue?.Arn, query["status"].ToString(), query["order"].ToString() == "ASCENDING", count, query["nextToken"].ToString());
        var answer = new JsonObject { ["jobs"] = new JsonArray([.. page.Select(job => job.Describe())]) };
        if (next is not null)
        {
            answer["nextToken"] = next;
        }

        return answer;
    }

    private TranscodeJob Find(HttpContext context, AwsCaller caller, string action)
    {
        var id = Uri.UnescapeDataString(Segments(context.Request)[2]);
        authorizer.Authorize(caller, action, jobs.ArnOf(id));
        return jobs.Find(id) ?? throw MediaConvertErrors.NotFound($"The job you requested doesn't exist: {id}");
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        var body = await PayloadReader.ReadAsync(context, MaxRequest) ?? throw MediaConvertErrors.BadRequest("The request is too large.");
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject ?? throw MediaConvertErrors.BadRequest("The request body must be a JSON object.");
        }
        catch (JsonException)
        {
            throw MediaConvertErrors.BadRequest("The request body could not be parsed as JSON.");
        }
    }

    private static string[] Segments(HttpRequest request) => (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static Task WriteAsync(HttpContext context, int statusCode, JsonObject body)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
