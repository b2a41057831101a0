#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class JobJson
{
    internal static Job Read(JsonElement json) => new()
    {
        AccelerationSettings = JsonMembers.Structure(json, "accelerationSettings", AccelerationSettingsJson.Read),
        AccelerationStatus = JsonMembers.Text(json, "accelerationStatus"),
        Arn = JsonMembers.Text(json, "arn"),
        BillingTagsSource = JsonMembers.Text(json, "billingTagsSource"),
        ClientRequestToken = JsonMembers.Text(json, "clientRequestToken"),
        CreatedAt = JsonMembers.Time(json, "createdAt"),
        CurrentPhase = JsonMembers.Text(json, "currentPhase"),
        ErrorCode = JsonMembers.Integer(json, "errorCode"),
        ErrorMessage = JsonMembers.Text(json, "errorMessage"),
        HopDestinations = JsonMembers.List(json, "hopDestinations", HopDestinationJson.Read),
        Id = JsonMembers.Text(json, "id"),
        JobEngineVersionRequested = JsonMembers.Text(json, "jobEngineVersionRequested"),
        JobEngineVersionUsed = JsonMembers.Text(json, "jobEngineVersionUsed"),
        JobPercentComplete = JsonMembers.Integer(json, "jobPercentComplete"),
        JobTemplate = JsonMembers.Text(json, "jobTemplate"),
        LastShareDetails = JsonMembers.Text(json, "lastShareDetails"),
        Messages = JsonMembers.Structure(json, "messages", JobMessagesJson.Read),
        OutputGroupDetails = JsonMembers.List(json, "outputGroupDetails", OutputGroupDetailJson.Read),
        Priority = JsonMembers.Integer(json, "priority"),
        Queue = JsonMembers.Text(json, "queue"),
        QueueTransitions = JsonMembers.List(json, "queueTransitions", QueueTransitionJson.Read),
        RetryCount = JsonMembers.Integer(json, "retryCount"),
        Role = JsonMembers.Text(json, "role"),
        Settings = JsonMembers.Structure(json, "settings", JobSettingsJson.Read),
        ShareStatus = JsonMembers.Text(json, "shareStatus"),
        SimulateReservedQueue = JsonMembers.Text(json, "simulateReservedQueue"),
        Status = JsonMembers.Text(json, "status"),
        StatusUpdateInterval = JsonMembers.Text(json, "statusUpdateInterval"),
        Timing = JsonMembers.Structure(json, "timing", TimingJson.Read),
        UserMetadata = JsonMembers.Map(json, "userMetadata", element => element.GetString()),
        Warnings = JsonMembers.List(json, "warnings", WarningGroupJson.Read),
    };
}
