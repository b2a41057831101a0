using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Aspire.Hosting.Dashboard;

/// <summary>Makes the dashboard's messages of what resources report.</summary>
internal static class ResourceMessages
{
    /// <summary>The dashboard accepts no resource without a time of creation.</summary>
    private static readonly DateTime s_created = DateTime.UtcNow;

    public static Protocol.Resource From(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var message = new Protocol.Resource
        {
            Name = change.ResourceId,
            Uid = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            State = snapshot.State?.Text ?? "",
            StateStyle = snapshot.State?.Style ?? "",
            IsHidden = snapshot.IsHidden,
        };
        if (snapshot.IconName is { } icon)
        {
            message.IconName = icon;
            message.IconVariant = From(snapshot.IconVariant);
        }

        message.CreatedAt = From(snapshot.CreationTimeStamp ?? s_created);
        message.StartedAt = From(snapshot.StartTimeStamp);
        message.StoppedAt = From(snapshot.StopTimeStamp);
        message.Environment.AddRange(snapshot.EnvironmentVariables.Select(variable =>
            new Protocol.EnvironmentVariable { Name = variable.Name, Value = variable.Value ?? "", IsFromSpec = variable.IsFromSpec }));
        message.Urls.AddRange(snapshot.Urls.Select(From));
        message.Relationships.AddRange(snapshot.Relationships.Select(relationship =>
            new Protocol.ResourceRelationship { ResourceName = relationship.ResourceName, Type = relationship.Type }));
        message.Commands.AddRange(snapshot.Commands.Where(command => command.Visibility.HasFlag(ResourceCommandVisibility.UI)).Select(From));
        message.HealthReports.AddRange(snapshot.HealthReports.Select(From));
        message.Properties.AddRange(Properties(change).Concat(snapshot.Properties.Select(From)));
        return message;
    }

    // The dashboard takes these from the properties, not from the fields beside them.
    private static IEnumerable<Protocol.ResourceProperty> Properties(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        yield return Property("resource.uid", change.ResourceId);
        yield return Property("resource.name", change.ResourceId);
        yield return Property("resource.type", snapshot.ResourceType);
        yield return Property("resource.displayName", change.Resource.Name);
        yield return Property("resource.state", snapshot.State?.Text);
        yield return Property("resource.exitCode", snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture));
        yield return Property("resource.createTime", snapshot.CreationTimeStamp?.ToString("O", CultureInfo.InvariantCulture));
        yield return Property("resource.startTime", snapshot.StartTimeStamp?.ToString("O", CultureInfo.InvariantCulture));
        yield return Property("resource.stopTime", snapshot.StopTimeStamp?.ToString("O", CultureInfo.InvariantCulture));
        yield return Property("resource.healthState", snapshot.HealthStatus?.ToString());
    }

    private static Protocol.ResourceProperty Property(string name, string? value) =>
        new() { Name = name, Value = value is null ? Value.ForNull() : Value.ForString(value), IsSensitive = false };

    private static Protocol.ResourceProperty From(ResourcePropertySnapshot property)
    {
        var message = new Protocol.ResourceProperty
        {
            Name = property.Name,
            Value = From(property.Value),
            IsSensitive = property.IsSensitive,
            IsHighlighted = property.IsHighlighted,
        };
        if (property.DisplayName is { } displayName)
        {
            message.DisplayName = displayName;
        }

        if (property.SortOrder is { } sortOrder)
        {
            message.SortOrder = sortOrder;
        }

        return message;
    }

    private static Value From(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        int number => Value.ForNumber(number),
        IEnumerable<string> texts => Value.ForList([.. texts.Select(Value.ForString)]),
        IEnumerable<int> numbers => Value.ForList([.. numbers.Select(number => Value.ForNumber(number))]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static Protocol.Url From(UrlSnapshot url) => new()
    {
        EndpointName = url.Name ?? "",
        FullUrl = url.Url,
        IsInternal = url.IsInternal,
        IsInactive = url.IsInactive,
        DisplayProperties = new() { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder },
    };

    private static Protocol.ResourceCommand From(ResourceCommandSnapshot command)
    {
        var message = new Protocol.ResourceCommand
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            DisplayDescription = command.DisplayDescription ?? "",
            ConfirmationMessage = command.ConfirmationMessage ?? "",
            IsHighlighted = command.IsHighlighted,
            IconName = command.IconName ?? "",
            IconVariant = From(command.IconVariant),
            State = (Protocol.ResourceCommandState)command.State,
        };
        message.ArgumentInputs.AddRange(command.Arguments.Select(From));
        return message;
    }

    private static Protocol.InteractionInput From(InteractionInput input)
    {
        var message = new Protocol.InteractionInput
        {
            Name = input.Name,
            Label = input.Label ?? input.Name,
            Placeholder = input.Placeholder ?? "",
            InputType = (Protocol.InputType)((int)input.InputType + 1),
            Required = input.Required,
            Value = input.Value ?? "",
            Description = input.Description ?? "",
            EnableDescriptionMarkdown = input.EnableDescriptionMarkdown,
            MaxLength = input.MaxLength ?? 0,
            AllowCustomChoice = input.AllowCustomChoice,
            Disabled = input.Disabled,
        };
        foreach (var (value, text) in input.Options ?? [])
        {
            message.Options[value] = text;
        }

        return message;
    }

    private static Protocol.HealthReport From(HealthReportSnapshot report)
    {
        var message = new Protocol.HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = From(report.LastRunAt),
        };
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy => Protocol.HealthStatus.Healthy,
                Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded => Protocol.HealthStatus.Degraded,
                _ => Protocol.HealthStatus.Unhealthy,
            };
        }

        return message;
    }

    private static Protocol.IconVariant From(IconVariant? variant) =>
        variant == IconVariant.Filled ? Protocol.IconVariant.Filled : Protocol.IconVariant.Regular;

    private static Timestamp? From(DateTime? time) => time is { } known ? Timestamp.FromDateTime(known.ToUniversalTime()) : null;
}
