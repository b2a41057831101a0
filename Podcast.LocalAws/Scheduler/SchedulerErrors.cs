using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Scheduler;

/// <summary>The errors of the service. See https://docs.aws.amazon.com/scheduler/latest/APIReference/CommonErrors.html.</summary>
internal static class SchedulerErrors
{
    public static AwsException Invalid(string message) => new("ValidationException", message, StatusCodes.Status400BadRequest);

    /// <summary>What the front end says about a member that breaks its model.</summary>
    public static AwsException Constraint(string member, string? value, string constraint) =>
        Invalid($"1 validation error detected: Value {(value is null ? "null" : $"'{value}'")} at '{member}' failed to satisfy constraint: Member must {constraint}");

    public static AwsException NoSuchSchedule(string name) =>
        new("ResourceNotFoundException", $"Schedule {name} does not exist.", StatusCodes.Status404NotFound);

    public static AwsException NoSuchGroup(string name) =>
        new("ResourceNotFoundException", $"Schedule group {name} does not exist.", StatusCodes.Status404NotFound);

    public static AwsException Conflict(string message) => new("ConflictException", message, StatusCodes.Status409Conflict);

    public static AwsException QuotaExceeded(string message) => new("ServiceQuotaExceededException", message, StatusCodes.Status402PaymentRequired);
}
