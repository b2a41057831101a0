using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RestJson;
using Podcast.LocalAws.MediaConvert.Jobs;
using Podcast.LocalAws.MediaConvert.Settings;

namespace Podcast.LocalAws.MediaConvert;

/// <summary>CreateJob, GetJob, ListJobs and CancelJob. See https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html.</summary>
internal sealed class MediaConvertService : RestJsonService
{
    private const string ServicePrincipal = "mediaconvert.amazonaws.com";
    private const int MaxRequest = 1024 * 1024;
    private const int MaxPage = 20;

    private readonly JobStore _jobs;
    private readonly JobQueues _queues;
    private readonly JobScheduler _scheduler;

    public MediaConvertService(JobStore jobs, JobQueues queues, JobScheduler scheduler, IAuthorizer authorizer)
    {
        _jobs = jobs;
        _queues = queues;
        _scheduler = scheduler;
        Operations = new(Name, authorizer)
        {
            { "POST /2017-08-29/jobs", "CreateJob", PermissionsToCreate, Create },
            { "GET /2017-08-29/jobs{?maxResults,nextToken,order,queue,status}", "ListJobs", "mediaconvert:ListJobs", request => QueueOf(request)?.Arn ?? "*", request => List(request) },
            { "GET /2017-08-29/jobs/{Id}", "GetJob", "mediaconvert:GetJob", JobArn, request => new JsonObject { ["job"] = Find(request).Describe() } },
            { "DELETE /2017-08-29/jobs/{Id}", "CancelJob", "mediaconvert:CancelJob", JobArn, Cancel },
        };
    }

    public override string SigningName => "mediaconvert";

    public override string Name => "MediaConvert";

    public override long MaxRequestBytes => MaxRequest;

    protected override RestOperationTable Operations { get; }

    protected override async Task<JsonObject> ReadInputAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return [];
        }

        var body = await PayloadReader.ReadAsync(context, MaxRequest) ?? throw MediaConvertErrors.BadRequest("The request is too large.");
        try
        {
            return JsonInput.Parse(body.Span) as JsonObject ?? throw MediaConvertErrors.BadRequest("The request body must be a JSON object.");
        }
        catch (JsonException)
        {
            throw MediaConvertErrors.BadRequest("The request body could not be parsed as JSON.");
        }
    }

    private IEnumerable<RequiredPermission> PermissionsToCreate(RestJsonRequest request)
    {
        var job = JobRequest.Read(request.Input);
        return
        [
            new("mediaconvert:CreateJob", FindQueue(job.Queue).Arn),
            new("iam:PassRole", job.Role, new Dictionary<string, string> { ["iam:PassedToService"] = ServicePrincipal }),
        ];
    }

    private RestJsonResponse Create(RestJsonRequest request)
    {
        var description = JobRequest.Read(request.Input);
        SettingsValidator.Validate(description.Settings);
        var job = _jobs.Create(description, FindQueue(description.Queue), out var isNew);
        if (isNew)
        {
            _scheduler.Submit(job);
        }

        return RestJsonResponse.Of(new() { ["job"] = job.Describe() }, StatusCodes.Status201Created);
    }

    private RestJsonResponse Cancel(RestJsonRequest request)
    {
        _scheduler.Cancel(Find(request));
        return RestJsonResponse.Of([], StatusCodes.Status202Accepted);
    }

    private JobQueue? QueueOf(RestJsonRequest request) => request.Query["queue"].ToString() is { Length: > 0 } name ? FindQueue(name) : null;

    private JobQueue FindQueue(string? name) =>
        _queues.Find(name) ?? throw MediaConvertErrors.NotFound($"The specified queue doesn't exist: {name}");

    private string JobArn(RestJsonRequest request) => _jobs.ArnOf(request["Id"]);

    private JsonObject List(RestJsonRequest request)
    {
        var query = request.Query;
        var count = MaxPage;
        if (query["maxResults"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxPage))
        {
            throw MediaConvertErrors.BadRequest($"maxResults must be between 1 and {MaxPage}");
        }

        RequireOneOf(query, "status", "SUBMITTED", "PROGRESSING", "COMPLETE", "CANCELED", "ERROR");
        RequireOneOf(query, "order", "ASCENDING", "DESCENDING");
        var (page, next) = _jobs.List(
            QueueOf(request)?.Arn, query["status"].ToString(), query["order"].ToString() == "ASCENDING", count, query["nextToken"].ToString());
        var response = new JsonObject { ["jobs"] = new JsonArray([.. page.Select(job => job.Describe())]) };
        if (next is not null)
        {
            response["nextToken"] = next;
        }

        return response;
    }

    private static void RequireOneOf(IQueryCollection query, string name, params ReadOnlySpan<string> values)
    {
        if (query[name].ToString() is { Length: > 0 } value && !values.Contains(value))
        {
            throw MediaConvertErrors.BadRequest($"{name} must be one of: {string.Join(", ", values)}");
        }
    }

    private TranscodeJob Find(RestJsonRequest request) =>
        _jobs.Find(request["Id"]) ?? throw MediaConvertErrors.NotFound($"The job you requested doesn't exist: {request["Id"]}");
}
