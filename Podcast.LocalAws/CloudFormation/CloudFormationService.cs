using System.Diagnostics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;
using Podcast.LocalAws.Template;
using static Podcast.LocalAws.Core.Protocols.AwsQuery.QueryResponse;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>
/// CloudFormation as far as the CDK CLI and people who look at a stack call it.
/// See https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class CloudFormationService(
    StackStore stacks,
    Deployer deployer,
    ChangeSetOperations changeSets,
    TemplateSource templates,
    IAuthorizer authorizer,
    LocalAwsOptions options) : IAwsService
{
    private const string XmlNamespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
    private const int MaxBytes = 2 * 1024 * 1024;

    public string SigningName => "cloudformation";

    public string Name => "CloudFormation";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.QueryXml;

    public long MaxRequestBytes => MaxBytes;

    // The action stands in the body.
    public string GetOperation(HttpRequest request) => "Query";

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var request = await QueryRequest.ReadAsync(context, MaxBytes);
        Activity.Current.SetAwsCall(Name, request.Action, context.TraceIdentifier);
        await stacks.PrepareAsync(context.RequestAborted);
        authorizer.Authorize(caller, $"cloudformation:{request.Action}", Resource(request));
        var result = await AnswerAsync(request, caller, context.RequestAborted);
        await WriteAsync(context, XmlNamespace, request.Action, result);
    }

    private async Task<object?[]> AnswerAsync(QueryRequest request, AwsCaller caller, CancellationToken cancellationToken)
    {
        switch (request.Action)
        {
            case "DescribeStacks":
                return [List("Stacks", request.Text("StackName") is { } name ? [Stack(name)] : stacks.All.Where(IsLive), StackDescriptions.Stack)];
            case "ListStacks":
                return [List("StackSummaries", Filter(request.Texts("StackStatusFilter")), StackDescriptions.Summary)];
            case "DescribeStackEvents":
                // The CLI tells by these words, which differ from the other operations', that a deletion is over.
                var described = stacks.Find(request.Required("StackName"))
                    ?? throw CloudFormationErrors.Validation($"Stack [{request.Text("StackName")}] does not exist");
                return [List("StackEvents", described.Events, happened => StackDescriptions.Event(described, happened))];
            case "DescribeStackResources" or "ListStackResources":
                return Resources(Stack(request), request);
            case "GetTemplate":
                return [Element("TemplateBody", Stack(request).TemplateBody), List("StagesAvailable", ["Original", "Processed"], stage => stage)];
            case "GetTemplateSummary":
                return StackDescriptions.TemplateSummary(
                    request.Text("StackName") is { } summarized ? Stack(summarized).Template : (await templates.ReadAsync(request, caller, cancellationToken)).Template);
            case "ValidateTemplate":
                return StackDescriptions.TemplateSummary((await templates.ReadAsync(request, caller, cancellationToken)).Template);
            case "ListExports":
                return [List("Exports", stacks.Exports, export => new[]
                {
                    Element("ExportingStackId", export.StackId), Element("Name", export.Name), Element("Value", export.Value),
                })];
            case "CreateChangeSet":
                var (body, template) = await templates.ReadAsync(request, caller, cancellationToken);
                var (stack, changeSet) = changeSets.Create(request, body, template);
                return [Element("Id", changeSet.Id), Element("StackId", stack.Id)];
            case "DescribeChangeSet":
                var found = ChangeSet(request);
                return StackDescriptions.ChangeSet(found.Stack, found.ChangeSet);
            case "ListChangeSets":
                var listed = Stack(request);
                return [List("Summaries", listed.ChangeSets, item => StackDescriptions.ChangeSet(listed, item))];
            case "ExecuteChangeSet":
                Execute(request);
                return [];
            case "DeleteChangeSet":
                DeleteChangeSet(request);
                return [];
            case "DeleteStack":
                Delete(request);
                return [];
            case "UpdateTerminationProtection":
                var guarded = Stack(request);
                guarded.HasTerminationProtection = request.Flag("EnableTerminationProtection");
                return [Element("StackId", guarded.Id)];
            default:
                throw AwsException.NotImplemented(Name, request.Action);
        }
    }

    private static bool IsLive(DeployedStack stack) => stack.Deleted is null;

    private string Resource(QueryRequest request)
    {
        var name = request.Text("StackName");
        return name switch
        {
            null => "*",
            _ when name.StartsWith("arn:", StringComparison.Ordinal) => name,
            _ => stacks.Find(name)?.Id ?? $"arn:{StackIdentity.Partition}:cloudformation:{options.Region}:{options.AccountId}:stack/{name}/*",
        };
    }

    private DeployedStack Stack(QueryRequest request) => Stack(request.Required("StackName"));

    private DeployedStack Stack(string name) => stacks.Find(name) ?? throw CloudFormationErrors.NoStack(name);

    private IEnumerable<DeployedStack> Filter(IReadOnlyList<string> statuses) =>
        stacks.All.Where(stack => statuses.Count == 0 || statuses.Contains(stack.Status, StringComparer.Ordinal));

    private static object?[] Resources(DeployedStack stack, QueryRequest request)
    {
        var only = request.Text("LogicalResourceId");
        var resources = stack.Resources.Where(resource => only is null || resource.LogicalId == only);
        var name = request.Action == "ListStackResources" ? "StackResourceSummaries" : "StackResources";
        return [List(name, resources, resource => StackDescriptions.Resource(stack, resource))];
    }

    private (DeployedStack Stack, ChangeSet ChangeSet) ChangeSet(QueryRequest request)
    {
        var name = request.Required("ChangeSetName");
        var candidates = request.Text("StackName") is { } stackName ? [Stack(stackName)] : stacks.All;
        foreach (var stack in candidates)
        {
            if (stack.ChangeSets.FirstOrDefault(changeSet => changeSet.Name == name || changeSet.Id == name) is { } found)
            {
                return (stack, found);
            }
        }

        throw CloudFormationErrors.NoChangeSet(name);
    }

    private void Execute(QueryRequest request)
    {
        var (stack, changeSet) = ChangeSet(request);
        if (changeSet.ExecutionStatus != "AVAILABLE" || changeSet.Plan is null || stack.IsBusy)
        {
            throw new AwsException(
                "InvalidChangeSetStatus",
                $"ChangeSet [{changeSet.Id}] cannot be executed in its current status of [{changeSet.Status}]",
                StatusCodes.Status400BadRequest);
        }

        if (request.Flag("DisableRollback"))
        {
            throw CloudFormationErrors.Validation("LocalAws does not implement DisableRollback: a failed change is always taken back.");
        }

        changeSet.ExecutionStatus = "EXECUTE_IN_PROGRESS";
        stack.LastChangeSetId = changeSet.Id;
        stack.RoleArn = changeSet.RoleArn;
        // All other change sets were made against what is about to change.
        stack.ClearChangeSets();
        _ = deployer.Execute(stack, changeSet, request.Text("ClientRequestToken"));
    }

    private void DeleteChangeSet(QueryRequest request)
    {
        var stack = Stack(request);
        var name = request.Required("ChangeSetName");
        // One that is not there is deleted already.
        if (stack.ChangeSets.FirstOrDefault(changeSet => changeSet.Name == name || changeSet.Id == name) is { } changeSet)
        {
            stack.Remove(changeSet);
        }
    }

    private void Delete(QueryRequest request)
    {
        // Deleting a stack that is not there succeeds.
        if (stacks.Find(request.Required("StackName")) is not { Deleted: null } stack)
        {
            return;
        }

        if (stack.IsOfTheStart)
        {
            throw CloudFormationErrors.Validation(
                $"Stack [{stack.Name}] cannot be deleted: this local AWS was started with it, and the functions that run beside it would be left without it. Stop what started it (the app host) instead; the next start begins with an empty account");
        }

        if (stack.HasTerminationProtection)
        {
            throw CloudFormationErrors.Validation($"Stack [{stack.Name}] cannot be deleted while TerminationProtection is enabled");
        }

        if (stack.IsBusy)
        {
            throw CloudFormationErrors.Validation($"Stack [{stack.Id}] cannot be deleted while in status {stack.Status}");
        }

        _ = deployer.Delete(stack, request.Text("ClientRequestToken"));
    }
}
