using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Scheduler.Expressions;

namespace Podcast.LocalAws.Scheduler;

/// <summary>Reads a schedule's members, which have the same names in the API and in CloudFormation, and refuses what the service refuses.</summary>
internal static class ScheduleReader
{
    // The end of the year 9999.
    private const double LastSecond = 253_402_300_800;

    private static readonly string[] States = ["ENABLED", "DISABLED"];
    private static readonly string[] Actions = ["NONE", "DELETE"];
    private static readonly string[] Modes = ["OFF", "FLEXIBLE"];

    /// <exception cref="AwsException">A member is missing or wrong.</exception>
    public static ScheduleDefinition Read(ScheduleKey key, JsonObject members)
    {
        var text = Required(members, "ScheduleExpression", "scheduleExpression", 256);
        var expression = ReadExpression(text);
        var zoneId = Optional(members, "ScheduleExpressionTimezone", "scheduleExpressionTimezone", 50) ?? "UTC";
        var description = Optional(members, "Description", "description", 512, min: 0);
        var window = ReadWindow(members["FlexibleTimeWindow"] as JsonObject);
        var state = Choice(members, "State", "state", States) ?? "ENABLED";
        var action = Choice(members, "ActionAfterCompletion", "actionAfterCompletion", Actions) ?? "NONE";
        var start = Date(members, "StartDate");
        var end = Date(members, "EndDate");
        if (expression.Recurs && start >= end)
        {
            throw SchedulerErrors.Invalid("The EndDate you specify must come after the StartDate.");
        }

        var (target, targetDocument) = TargetReader.Read(members["Target"] as JsonObject);
        var document = new JsonObject
        {
            ["ActionAfterCompletion"] = action,
            ["FlexibleTimeWindow"] = window > TimeSpan.Zero
                ? new JsonObject { ["Mode"] = "FLEXIBLE", ["MaximumWindowInMinutes"] = (int)window.TotalMinutes }
                : new JsonObject { ["Mode"] = "OFF" },
            ["GroupName"] = key.Group,
            ["Name"] = key.Name,
            ["ScheduleExpression"] = text,
            ["ScheduleExpressionTimezone"] = zoneId,
            ["State"] = state,
            ["Target"] = targetDocument,
        };
        SetIfPresent(document, "Description", description);
        SetIfPresent(document, "KmsKeyArn", Optional(members, "KmsKeyArn", "kmsKeyArn", 2048));
        SetIfPresent(document, "StartDate", start);
        SetIfPresent(document, "EndDate", end);
        return new(key, text, expression, ReadZone(zoneId), start, end, window, state == "ENABLED", action == "DELETE", target, document);
    }

    /// <summary>Checks a schedule's or a group's name.</summary>
    /// <exception cref="AwsException">It breaks the model.</exception>
    public static string Name(string member, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw SchedulerErrors.Constraint(member, name, "not be null");
        }

        if (name.Length > 64)
        {
            throw SchedulerErrors.Constraint(member, name, "have length less than or equal to 64");
        }

        return name.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_' or '.')
            ? name
            : throw SchedulerErrors.Constraint(member, name, "satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$");
    }

    public static string Required(JsonObject members, string name, string member, int maxLength) =>
        Optional(members, name, member, maxLength) ?? throw SchedulerErrors.Constraint(member, null, "not be null");

    public static string? Optional(JsonObject members, string name, string member, int maxLength, int min = 1)
    {
        if (members[name] is not { } node)
        {
            return null;
        }

        if (node.GetValueKind() != JsonValueKind.String)
        {
            throw new AwsException("SerializationException", $"{name} has to be a string.", StatusCodes.Status400BadRequest);
        }

        var text = node.GetValue<string>();
        return text.Length < min ? throw SchedulerErrors.Constraint(member, text, $"have length greater than or equal to {min}")
            : text.Length > maxLength ? throw SchedulerErrors.Constraint(member, text, $"have length less than or equal to {maxLength}")
            : text;
    }

    // CloudFormation may write a number as a string.
    public static int? Number(JsonObject? members, string name, string member, int from, int to)
    {
        if (members?[name] is not { } node)
        {
            return null;
        }

        if (!int.TryParse(node.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw new AwsException("SerializationException", $"{name} has to be a number.", StatusCodes.Status400BadRequest);
        }

        return number < from ? throw SchedulerErrors.Constraint(member, node.ToString(), $"have value greater than or equal to {from}")
            : number > to ? throw SchedulerErrors.Constraint(member, node.ToString(), $"have value less than or equal to {to}")
            : number;
    }

    private static ScheduleExpression ReadExpression(string text)
    {
        try
        {
            return ScheduleExpression.Parse(text);
        }
        catch (ScheduleExpressionException reason)
        {
            // What AWS says ends with the first sentence.
            throw SchedulerErrors.Invalid($"Invalid Schedule Expression {text}. {reason.Message}");
        }
    }

    private static TimeZoneInfo ReadZone(string id)
    {
        if (id == "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && (zone.HasIanaId || id.Contains('/', StringComparison.Ordinal))
            ? zone
            : throw SchedulerErrors.Invalid($"Invalid ScheduleExpressionTimezone {id}. It has to be a name of the IANA time zone database.");
    }

    private static TimeSpan ReadWindow(JsonObject? window)
    {
        if (window is null)
        {
            throw SchedulerErrors.Constraint("flexibleTimeWindow", null, "not be null");
        }

        var mode = Choice(window, "Mode", "flexibleTimeWindow.mode", Modes) ?? throw SchedulerErrors.Constraint("flexibleTimeWindow.mode", null, "not be null");
        var minutes = Number(window, "MaximumWindowInMinutes", "flexibleTimeWindow.maximumWindowInMinutes", 1, 1440);
        return (mode, minutes) switch
        {
            ("OFF", null) => TimeSpan.Zero,
            ("OFF", _) => throw SchedulerErrors.Invalid("MaximumWindowInMinutes must not be set when the flexible time window mode is OFF."),
            (_, null) => throw SchedulerErrors.Invalid("MaximumWindowInMinutes must be set when the flexible time window mode is FLEXIBLE."),
            _ => TimeSpan.FromMinutes(minutes.Value),
        };
    }

    private static string? Choice(JsonObject members, string name, string member, string[] choices)
    {
        var value = Optional(members, name, member, 64);
        return value is null || choices.Contains(value)
            ? value
            : throw SchedulerErrors.Constraint(member, value, $"satisfy enum value set: [{string.Join(", ", choices)}]");
    }

    // The API sends seconds since 1970, CloudFormation an ISO 8601 date.
    private static DateTimeOffset? Date(JsonObject members, string name)
    {
        if (members[name] is not { } node)
        {
            return null;
        }

        if (node.GetValueKind() == JsonValueKind.Number && node.GetValue<double>() is >= 0 and < LastSecond and var seconds)
        {
            return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return node.GetValueKind() == JsonValueKind.String && DateTimeOffset.TryParse(node.ToString(), CultureInfo.InvariantCulture, utc, out var date)
            ? date
            : throw new AwsException("SerializationException", $"{name} has to be a date.", StatusCodes.Status400BadRequest);
    }

    private static void SetIfPresent(JsonObject document, string name, string? value)
    {
        if (value is not null)
        {
            document[name] = value;
        }
    }

    private static void SetIfPresent(JsonObject document, string name, DateTimeOffset? value)
    {
        if (value is { } date)
        {
            document[name] = Seconds(date);
        }
    }

    /// <summary>A date as the protocol writes it: seconds since 1970.</summary>
    public static double Seconds(DateTimeOffset date) => date.ToUnixTimeMilliseconds() / 1000d;
}
