#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal sealed class CreateJobMarshaller : MediaConvertMarshaller<CreateJobRequest>
{
    internal static readonly CreateJobMarshaller Instance = new();

    protected override IRequest Marshall(CreateJobRequest input)
    {
        var request = Create(input, "POST", "/2017-08-29/jobs");
        // Made once for a request, so that the client's own retries create one job.
        SetBody(request, writer =>
        {
            writer.WriteString("clientRequestToken", input.ClientRequestToken ?? Guid.NewGuid().ToString());
            JsonMembers.Write(writer, "accelerationSettings", input.AccelerationSettings, AccelerationSettingsJson.Write);
            JsonMembers.Write(writer, "billingTagsSource", input.BillingTagsSource?.Value);
            JsonMembers.Write(writer, "hopDestinations", input.HopDestinations, HopDestinationJson.Write);
            JsonMembers.Write(writer, "jobEngineVersion", input.JobEngineVersion);
            JsonMembers.Write(writer, "jobTemplate", input.JobTemplate);
            JsonMembers.Write(writer, "priority", input.Priority);
            JsonMembers.Write(writer, "queue", input.Queue);
            JsonMembers.Write(writer, "role", input.Role);
            JsonMembers.Write(writer, "settings", input.Settings, JobSettingsJson.Write);
            JsonMembers.Write(writer, "simulateReservedQueue", input.SimulateReservedQueue?.Value);
            JsonMembers.Write(writer, "statusUpdateInterval", input.StatusUpdateInterval?.Value);
            JsonMembers.Write(writer, "tags", input.Tags);
            JsonMembers.Write(writer, "userMetadata", input.UserMetadata);
        });
        return request;
    }
}
