using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>
/// Makes changes, one resource after the other in the order of their dependencies, and takes them back when one fails. See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html for the statuses.
/// </summary>
internal sealed partial class Deployer(
    StackStore stacks, CustomResources customResources, IDeploymentReview review, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Deployer> logger)
{
    private const string Initiated = "User Initiated";

    /// <summary>Executes a planned change; the stack's status shows its progress.</summary>
    public Task Execute(DeployedStack stack, ChangeSet changeSet, string? token)
    {
        var isCreate = stack.Resolved is null;
        stack.Report(isCreate ? "CREATE_IN_PROGRESS" : "UPDATE_IN_PROGRESS", Initiated, token);
        return RunAsync(stack, () => ExecuteAsync(stack, changeSet, changeSet.Plan!, isCreate, token));
    }

    /// <summary>Removes the stack; what is to be retained stays, in no stack.</summary>
    public Task Delete(DeployedStack stack, string? token)
    {
        stack.Report("DELETE_IN_PROGRESS", Initiated, token);
        return RunAsync(stack, async () =>
        {
            var failed = await RemoveAsync(stack, DeploymentPlanner.PlanRemoval(stack.Resources), resource => resource.IsRetained, token);
            if (failed.Count > 0)
            {
                stack.Report("DELETE_FAILED", $"The following resource(s) failed to delete: [{string.Join(", ", failed)}]. ", token);
                return;
            }

            stack.Deleted = time.GetUtcNow();
            stack.Report("DELETE_COMPLETE", null, token);
        });
    }

    private static string Prefix(bool isCreate) => isCreate ? "ROLLBACK" : "UPDATE_ROLLBACK";

    private async Task RunAsync(DeployedStack stack, Func<Task> work)
    {
        try
        {
            // The caller does not wait for it.
            await Task.Yield();
            await work();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The process stops, and the stacks with it.
        }
        catch (Exception fault)
        {
            LocalAwsMetrics.RecordBackgroundFault("deployment", fault.GetType().Name);
            Log.Failed(logger, fault, stack.Name);
            stack.Report(stack.Status.Replace("_IN_PROGRESS", "_FAILED", StringComparison.Ordinal), "LocalAws failed; its log has the reason.");
        }
    }

    private async Task ExecuteAsync(DeployedStack stack, ChangeSet changeSet, DeploymentPlan plan, bool isCreate, string? token)
    {
        var done = new List<ResourceChange>();
        var remarks = Review(stack, plan);
        foreach (var change in plan.Changes)
        {
            var reason = await TryAsync(stack, change, remarks[change.LogicalId], token);
            done.Add(change);
            if (reason is not null)
            {
                await RollBackAsync(stack, done, change.LogicalId, isCreate, token);
                return;
            }
        }

        // What did not change is now that of the new template too: its references lead there.
        stack.Resources = Carry(stack.Resources, plan.Resources);
        stack.Identity = plan.After.Identity;
        stack.Resolved = plan.After;
        (stack.Template, stack.TemplateBody) = (changeSet.Template, changeSet.TemplateBody);
        (stack.Parameters, stack.Tags, stack.Capabilities) = (changeSet.Parameters, changeSet.Tags, changeSet.Capabilities);
        if (isCreate)
        {
            stack.Report("CREATE_COMPLETE", null, token);
            return;
        }

        stack.Updated = time.GetUtcNow();
        stack.Report("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", null, token);
        await CleanUpAsync(stack, plan, done, token);
        stack.Report("UPDATE_COMPLETE", null, token);
    }

    // With the other stacks, because the new one may refer to their resources.
    private ILookup<string, ReviewRemark> Review(DeployedStack stack, DeploymentPlan plan)
    {
        var own = stack.Resources.Select(resource => resource.Resource).ToHashSet();
        var others = stacks.Current.Resources.Where(resource => !own.Contains(resource)).Select(resource => resource.AsOfOtherStack());
        var whole = new Stack(plan.After.Identity, [.. plan.After.Resources, .. others], plan.After.Outputs) { Template = plan.After.Template };
        return review.Review(whole).ToLookup(remark => remark.LogicalId, StringComparer.Ordinal);
    }

    private static List<DeployedResource> Carry(IReadOnlyList<DeployedResource> inPlace, IReadOnlyList<DeployedResource> planned)
    {
        var byId = inPlace.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
        var carried = new List<DeployedResource>(planned.Count);
        foreach (var resource in planned)
        {
            if (byId.Remove(resource.LogicalId, out var there))
            {
                (resource.Status, resource.StatusReason, resource.Timestamp) = (there.Status, there.StatusReason, there.Timestamp);
                resource.ReturnedId = there.ReturnedId;
            }

            carried.Add(resource);
        }

        // What is to be removed is still there.
        carried.AddRange(byId.Values);
        return carried;
    }

    private async Task<string?> TryAsync(DeployedStack stack, ResourceChange change, IEnumerable<ReviewRemark> remarks, string? token)
    {
        var resource = change.After!;
        var verb = change.Before is null ? "CREATE" : "UPDATE";
        var needsNew = change.Before is not null && change.Replaces;
        stack.Report(
            resource,
            $"{verb}_IN_PROGRESS",
            needsNew ? "Requested update requires the creation of a new physical resource; hence creating one." : null,
            token,
            hasId: change.Before is not null);
        var (resources, outgoing) = (stack.Resources, stack.Outgoing);
        try
        {
            Check(change);
            if (remarks.FirstOrDefault(remark => remark.IsRefusal) is { } refused)
            {
                throw new TemplateException($"Resource handler returned message: \"{refused.Message}\" (HandlerErrorCode: InvalidRequest)");
            }

            stack.Resources = [.. resources.Where(other => other.LogicalId != change.LogicalId), resource];
            stack.Outgoing = needsNew ? [.. outgoing, change.Before!] : outgoing;
            await stacks.ApplyAsync(lifetime.ApplicationStopping);
            if (verb == "CREATE" || needsNew)
            {
                stack.Report(resource, $"{verb}_IN_PROGRESS", "Resource creation Initiated", token);
            }

            var isCreate = verb == "CREATE" || needsNew;
            var note = await InvokeCustomResourceAsync(stack, isCreate ? "Create" : "Update", resource, isCreate ? null : change.Before);
            var notes = string.Join(' ', remarks.Select(remark => remark.Message).Prepend(note).OfType<string>());
            stack.Report(resource, $"{verb}_COMPLETE", notes.Length == 0 ? null : notes, token);
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (fault is not (AwsException or TemplateException))
            {
                LocalAwsMetrics.RecordBackgroundFault("deployment", fault.GetType().Name);
                Log.ResourceFailed(logger, fault, stack.Name, resource.LogicalId);
            }

            var reason = Reason(resource, fault);
            stack.Report(resource, $"{verb}_FAILED", reason, token, hasId: change.Before is not null);
            return reason;
        }
    }

    private static void Check(ResourceChange change)
    {
        var resource = change.After!;
        if (!ResourceTypes.IsKnown(resource.Type))
        {
            throw new TemplateException($"LocalAws does not know the resource type {resource.Type}. See docs/deploy.md for the types that it knows.");
        }

        if (change.Replaces && change.Before!.PhysicalId == resource.PhysicalId && resource.Resource.Properties.Any(property => ReplacementRules.IsName(property.Key)))
        {
            throw new TemplateException(
                $"CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename {resource.PhysicalId} and update the stack again.");
        }
    }

    // The form in which resource handlers report.
    private static string Reason(DeployedResource resource, Exception fault) => fault switch
    {
        AwsException { Code: var code } => $"Resource handler returned message: \"{fault.Message} (Service: {resource.Type.Split("::")[1]}, Error Code: {code})\"",
        TemplateException => fault.Message,
        _ => $"A property of {resource.LogicalId} has a value that LocalAws cannot read: {fault.Message}",
    };

    private async Task RollBackAsync(DeployedStack stack, List<ResourceChange> done, string failed, bool isCreate, string? token)
    {
        var how = isCreate ? "create" : done[^1].Before is null ? "create" : "update";
        stack.Report($"{Prefix(isCreate)}_IN_PROGRESS", $"The following resource(s) failed to {how}: [{failed}]. ", token);
        var created = new List<ResourceChange>();
        foreach (var change in Enumerable.Reverse(done))
        {
            if (change.Before is not { } before)
            {
                created.Add(new(change.After, null, [], Replaces: false));
                continue;
            }

            stack.Report(before, "UPDATE_IN_PROGRESS", null, token);
            stack.Resources = [.. stack.Resources.Where(other => other.LogicalId != change.LogicalId), before];
            stack.Outgoing = [.. stack.Outgoing.Where(other => other != before)];
            await UndoAsync(stack, change);
            stack.Report(before, "UPDATE_COMPLETE", null, token);
        }

        // What failed to be created is not there.
        if (done[^1].Before is null)
        {
            stack.Resources = [.. stack.Resources.Where(other => other.LogicalId != failed)];
            created.RemoveAll(change => change.LogicalId == failed);
        }

        if (!isCreate)
        {
            stack.Report("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", null, token);
        }

        await stacks.ApplyAsync(lifetime.ApplicationStopping);
        await RemoveAsync(stack, created, resource => resource.IsRetainedOnRollback, token);
        stack.Outgoing = [];
        await stacks.ApplyAsync(lifetime.ApplicationStopping);
        stack.Report($"{Prefix(isCreate)}_COMPLETE", null, token);
    }

    private async Task CleanUpAsync(DeployedStack stack, DeploymentPlan plan, List<ResourceChange> done, string? token)
    {
        foreach (var old in done.Where(change => change.Replaces).Select(change => change.Before!).Reverse())
        {
            if (old.IsRetainedOnReplace)
            {
                stack.Report(old, "DELETE_SKIPPED", null, token);
                stacks.Retain(old.Resource);
                stack.Outgoing = [.. stack.Outgoing.Where(other => other != old)];
                continue;
            }

            stack.Report(old, "DELETE_IN_PROGRESS", null, token);
            var outgoing = stack.Outgoing;
            stack.Outgoing = [.. outgoing.Where(other => other != old)];
            await TryRemoveAsync(stack, old, token);
        }

        // A custom resource whose function gave it another name is another one; what it was is removed.
        foreach (var renamed in done.Where(change => change is { Replaces: false, Before.ReturnedId: { } id } && id != change.After!.ReturnedId))
        {
            await TryInvokeCustomResourceAsync(stack, "Delete", renamed.Before!, null);
        }

        await RemoveAsync(stack, plan.Removals, resource => resource.IsRetained, token);
        // References of what stayed may lead to a replacement now.
        await stacks.ApplyAsync(lifetime.ApplicationStopping);
    }

    private async Task<List<string>> RemoveAsync(
        DeployedStack stack, IReadOnlyList<ResourceChange> removals, Func<DeployedResource, bool> isRetained, string? token)
    {
        var failed = new List<string>();
        foreach (var removal in removals)
        {
            var resource = removal.Before!;
            var before = stack.Resources;
            stack.Resources = [.. before.Where(other => other.LogicalId != resource.LogicalId)];
            if (isRetained(resource))
            {
                stack.Report(resource, "DELETE_SKIPPED", null, token);
                stacks.Retain(resource.Resource);
                continue;
            }

            stack.Report(resource, "DELETE_IN_PROGRESS", null, token);
            if (!await TryRemoveAsync(stack, resource, token))
            {
                stack.Resources = before;
                failed.Add(resource.LogicalId);
                await stacks.ApplyAsync(lifetime.ApplicationStopping);
            }
        }

        return failed;
    }

    private async Task<bool> TryRemoveAsync(DeployedStack stack, DeployedResource resource, string? token)
    {
        try
        {
            var note = await InvokeCustomResourceAsync(stack, "Delete", resource, null);
            await stacks.ApplyAsync(lifetime.ApplicationStopping);
            stack.Report(resource, "DELETE_COMPLETE", note, token);
            return true;
        }
        catch (Exception fault) when (fault is AwsException or TemplateException)
        {
            stack.Report(resource, "DELETE_FAILED", Reason(resource, fault), token);
            return false;
        }
    }

    /// <returns>What there is to say about it although it succeeded.</returns>
    private async Task<string?> InvokeCustomResourceAsync(DeployedStack stack, string type, DeployedResource resource, DeployedResource? before)
    {
        if (!ResourceTypes.IsCustom(resource.Type))
        {
            return null;
        }

        if (customResources.IsNotRun(resource))
        {
            resource.ReturnedId ??= before?.ReturnedId;
            return "Its function was not invoked: LocalAws runs no process of it.";
        }

        resource.ReturnedId = await customResources.RequestAsync(stack, type, resource, before, lifetime.ApplicationStopping);
        return null;
    }

    private async Task TryInvokeCustomResourceAsync(DeployedStack stack, string type, DeployedResource resource, DeployedResource? before)
    {
        try
        {
            await InvokeCustomResourceAsync(stack, type, resource, before);
        }
        catch (TemplateException failure)
        {
            Log.NotTakenBack(logger, stack.Name, resource.LogicalId, failure.Message);
        }
    }

    private Task UndoAsync(DeployedStack stack, ResourceChange change) =>
        change is { Replaces: false, Before: { } before, After: { } after } ? TryInvokeCustomResourceAsync(stack, "Update", before, after) : Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(EventIds.ResourceNotDeployed, LogLevel.Error, "{Stack}: {Resource} cannot be deployed.")]
        public static partial void ResourceFailed(ILogger logger, Exception fault, string stack, string resource);

        [LoggerMessage(EventIds.RollbackIncomplete, LogLevel.Warning, "{Stack}: {Resource} may not be as before: {Reason}")]
        public static partial void NotTakenBack(ILogger logger, string stack, string resource, string reason);

        [LoggerMessage(EventIds.DeploymentFailed, LogLevel.Error, "The deployment of {Stack} failed.")]
        public static partial void Failed(ILogger logger, Exception fault, string stack);
    }
}
