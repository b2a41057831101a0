using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;
using static Podcast.LocalAws.Core.Protocols.AwsQuery.QueryResponse;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>
/// The operations of CloudFormation that the CDK CLI and operators call.
/// See https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class CloudFormationService : AwsQueryService
{
    private readonly StackStore _stacks;
    private readonly Deployer _deployer;
    private readonly ChangeSetOperations _changeSets;
    private readonly TemplateSource _templates;
    private readonly AwsArns _arns;

    public CloudFormationService(
        StackStore stacks, Deployer deployer, ChangeSetOperations changeSets, TemplateSource templates, IAuthorizer authorizer, LocalAwsOptions options)
    {
        _stacks = stacks;
        _deployer = deployer;
        _changeSets = changeSets;
        _templates = templates;
        _arns = options.GetArns();
        Operations = new(Name, authorizer)
        {
            { "DescribeStacks", "cloudformation:DescribeStacks", StackArn, DescribeStacks },
            { "ListStacks", "cloudformation:ListStacks", StackArn, request => [List("StackSummaries", Filter(request.Texts("StackStatusFilter")), StackDescriptions.Summary)] },
            { "DescribeStackEvents", "cloudformation:DescribeStackEvents", StackArn, DescribeStackEvents },
            { "DescribeStackResources", "cloudformation:DescribeStackResources", StackArn, request => Resources(Stack(request), request) },
            { "ListStackResources", "cloudformation:ListStackResources", StackArn, request => Resources(Stack(request), request) },
            { "GetTemplate", "cloudformation:GetTemplate", StackArn, GetTemplate },
            { "GetTemplateSummary", "cloudformation:GetTemplateSummary", StackArn, GetTemplateSummaryAsync },
            { "ValidateTemplate", "cloudformation:ValidateTemplate", StackArn, async request => StackDescriptions.TemplateSummary((await ReadTemplateAsync(request)).Template) },
            { "ListExports", "cloudformation:ListExports", StackArn, ListExports },
            { "CreateStack", "cloudformation:CreateStack", StackArn, request => ChangeAsync(request, isCreate: true) },
            { "UpdateStack", "cloudformation:UpdateStack", StackArn, request => ChangeAsync(request, isCreate: false) },
            { "CreateChangeSet", "cloudformation:CreateChangeSet", StackArn, CreateChangeSetAsync },
            { "DescribeChangeSet", "cloudformation:DescribeChangeSet", StackArn, DescribeChangeSet },
            { "ListChangeSets", "cloudformation:ListChangeSets", StackArn, ListChangeSets },
            { "ExecuteChangeSet", "cloudformation:ExecuteChangeSet", StackArn, ExecuteChangeSet },
            { "DeleteChangeSet", "cloudformation:DeleteChangeSet", StackArn, DeleteChangeSet },
            { "DeleteStack", "cloudformation:DeleteStack", StackArn, DeleteStack },
            { "UpdateTerminationProtection", "cloudformation:UpdateTerminationProtection", StackArn, UpdateTerminationProtection },
        };
    }

    public override string SigningName => "cloudformation";

    public override string Name => "CloudFormation";

    public override long MaxRequestBytes => 2 * 1024 * 1024;

    protected override string XmlNamespace => "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    protected override OperationTable<QueryRequest, object?[]> Operations { get; }

    protected override Task PrepareAsync(QueryRequest request) => _stacks.PrepareAsync(request.Aborted);

    private object?[] DescribeStacks(QueryRequest request) =>
        [List("Stacks", request.Text("StackName") is { } name ? [Stack(name)] : _stacks.All.Where(IsLive), StackDescriptions.Stack)];

    private object?[] DescribeStackEvents(QueryRequest request)
    {
        // The CLI knows by this text, which differs from the other operations', that a deletion is over.
        var stack = _stacks.Find(request.Required("StackName"))
            ?? throw CloudFormationErrors.Validation($"Stack [{request.Text("StackName")}] does not exist");
        return [List("StackEvents", stack.Events, happened => StackDescriptions.Event(stack, happened))];
    }

    private object?[] GetTemplate(QueryRequest request) =>
        [Element("TemplateBody", Stack(request).TemplateBody), List("StagesAvailable", ["Original", "Processed"], stage => stage)];

    private async Task<object?[]> GetTemplateSummaryAsync(QueryRequest request) => StackDescriptions.TemplateSummary(
        request.Text("StackName") is { } name ? Stack(name).Template : (await ReadTemplateAsync(request)).Template);

    private object?[] ListExports(QueryRequest request) =>
    [
        List("Exports", _stacks.Exports, export => new[]
        {
            Element("ExportingStackId", export.StackId), Element("Name", export.Name), Element("Value", export.Value),
        }),
    ];

    private async Task<object?[]> CreateChangeSetAsync(QueryRequest request)
    {
        var (body, template) = await ReadTemplateAsync(request);
        var (stack, changeSet) = _changeSets.Create(request, body, template);
        return [Element("Id", changeSet.Id), Element("StackId", stack.Id)];
    }

    private async Task<object?[]> ChangeAsync(QueryRequest request, bool isCreate)
    {
        if (request.Flag("DisableRollback") || request.Text("OnFailure") is not (null or "ROLLBACK"))
        {
            throw CloudFormationErrors.Validation("LocalAws does not implement DisableRollback and other values of OnFailure than ROLLBACK: a failed change is always taken back.");
        }

        var (body, template) = await ReadTemplateAsync(request);
        var (stack, change) = _changeSets.CreateDirect(request, body, template, isCreate);
        stack.RoleArn = change.RoleArn;
        stack.ClearChangeSets();
        _ = _deployer.Execute(stack, change, request.Text("ClientRequestToken"));
        return [Element("StackId", stack.Id)];
    }

    private object?[] DescribeChangeSet(QueryRequest request)
    {
        var (stack, changeSet) = ChangeSet(request);
        return StackDescriptions.ChangeSet(stack, changeSet);
    }

    private object?[] ListChangeSets(QueryRequest request)
    {
        var stack = Stack(request);
        return [List("Summaries", stack.ChangeSets, changeSet => StackDescriptions.ChangeSet(stack, changeSet))];
    }

    private object?[] UpdateTerminationProtection(QueryRequest request)
    {
        var stack = Stack(request);
        stack.HasTerminationProtection = request.Flag("EnableTerminationProtection");
        return [Element("StackId", stack.Id)];
    }

    private Task<(string Body, System.Text.Json.Nodes.JsonObject Template)> ReadTemplateAsync(QueryRequest request) =>
        _templates.ReadAsync(request, request.Caller, request.Aborted);

    private static bool IsLive(DeployedStack stack) => stack.Deleted is null;

    private string StackArn(QueryRequest request)
    {
        var name = request.Text("StackName");
        return name switch
        {
            null => "*",
            _ when name.StartsWith("arn:", StringComparison.Ordinal) => name,
            _ => _stacks.Find(name)?.Id ?? _arns.Stack(name, "*"),
        };
    }

    private DeployedStack Stack(QueryRequest request) => Stack(request.Required("StackName"));

    private DeployedStack Stack(string name) => _stacks.Find(name) ?? throw CloudFormationErrors.NoStack(name);

    private IEnumerable<DeployedStack> Filter(IReadOnlyList<string> statuses)
    {
        var unknown = statuses.FirstOrDefault(status => !StackStatuses.All.Contains(status));
        return unknown is null
            ? _stacks.All.Where(stack => statuses.Count == 0 || statuses.Contains(stack.Status, StringComparer.Ordinal))
            : throw CloudFormationErrors.Validation(
                $"1 validation error detected: Value '[{unknown}]' at 'stackStatusFilter' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", StackStatuses.All)}]");
    }

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
        var candidates = request.Text("StackName") is { } stackName ? [Stack(stackName)] : _stacks.All;
        foreach (var stack in candidates)
        {
            if (stack.ChangeSets.FirstOrDefault(changeSet => changeSet.Name == name || changeSet.Id == name) is { } found)
            {
                return (stack, found);
            }
        }

        throw CloudFormationErrors.NoChangeSet(name);
    }

    private object?[] ExecuteChangeSet(QueryRequest request)
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
        _ = _deployer.Execute(stack, changeSet, request.Text("ClientRequestToken"));
        return [];
    }

    private object?[] DeleteChangeSet(QueryRequest request)
    {
        var stack = Stack(request);
        var name = request.Required("ChangeSetName");
        // One that is not there is deleted already.
        if (stack.ChangeSets.FirstOrDefault(changeSet => changeSet.Name == name || changeSet.Id == name) is { } changeSet)
        {
            stack.Remove(changeSet);
        }

        return [];
    }

    private object?[] DeleteStack(QueryRequest request)
    {
        // Deleting a stack that is not there succeeds.
        if (_stacks.Find(request.Required("StackName")) is not { Deleted: null } stack)
        {
            return [];
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

        _ = _deployer.Delete(stack, request.Text("ClientRequestToken"));
        return [];
    }
}
