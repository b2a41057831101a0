using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Reconcile;
using Podcast.Functions.Transcoding;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;
using Podcast.Tests.Integration.LocalAws.MediaConvert;

namespace Podcast.Tests.Integration.Faults;

/// <summary>The circumstances that no use of the system brings about by itself: the store is full, a run was too short, a response was lost.</summary>
public sealed partial class FullSystemScenario
{
    private const int KeysAtOnce = 50;

    // Above the budget for subscribers' entries and below the quota of the store.
    private const int FillerCount = 4_950;
    private const int FillerBytes = 1_000;

    private async Task MeetRareCircumstancesAsync()
    {
        await FindNoRoomAsync();
        await GoOnWithAComparisonAsync();
        await LoseResponseAndEventAsync();
    }

    private async Task FindNoRoomAsync()
    {
        var store = Store();
        var filler = new string('f', FillerBytes);
        var fillers = Enumerable.Range(0, FillerCount)
            .Select(number => new KeyValueEntry(Digest.Hash(number.ToString(CultureInfo.InvariantCulture)), filler)).ToArray();
        foreach (var some in fillers.Chunk(KeysAtOnce))
        {
            Update(store, some, []);
        }

        await SubscribeAsync("late-comer@example.org");
        await WaitForCallAsync("StreamProcessor", "cloudfront-keyvaluestore:ListKeys");
        foreach (var some in fillers.Chunk(KeysAtOnce))
        {
            Update(store, [], [.. some.Select(entry => entry.Key)]);
        }
    }

    private async Task GoOnWithAComparisonAsync()
    {
        using var client = NewTableClient();
        await new ReconcileProgressTable(client, Stack.Outputs["SubscribersTable"], TimeProvider.System)
            .SaveAsync(new(new string?[TableScan.Segments], ["orphan"]), _deadline.Token);
        await InvokeAsync("Reconcile", "{}");
        RequireCall("Reconcile", "dynamodb:DeleteItem");
    }

    // First nobody knows that there is a job, then nobody that it has ended.
    private async Task LoseResponseAndEventAsync()
    {
        if (!MediaConvertFixture.HasTools)
        {
            return;
        }

        using var client = NewTableClient();
        await TakeTheNextAsync(client);
        await SetAsync("SET #status = :status, #work = :work, workAt = :past, #file = :former REMOVE jobId", RecordingStatus.Submitting, "waiting");
        await InvokeAsync("AutoTranscoding", "{}");
        RequireCall("AutoTranscoding", "mediaconvert:ListJobs");
        await SetAsync("SET #status = :status, #work = :work, workAt = :past, #file = :former", RecordingStatus.Transcoding, "running");
        await InvokeAsync("AutoTranscoding", "{}");
        RequireCall("AutoTranscoding", "mediaconvert:GetJob");
        RequireCall("AutoTranscoding", "dynamodb:PutItem");
        if ((await ApiAsync("GET", "shows/news/episodes/two"))["status"]?.ToString() is not "ready" and var status)
        {
            _faults.Enqueue($"The episode whose event was lost is {status}.");
        }

        Task SetAsync(string update, string status, string work) => SetRecordingAsync(client, update, status, work);
    }

    // A job has ended: of two recordings that wait, one has a job already, and then one of a recording that is not there any more.
    private async Task TakeTheNextAsync(AmazonDynamoDBClient client)
    {
        var recording = (await new RecordingTable(client, Stack.Outputs["CatalogTable"], TimeProvider.System).FindAsync("news", "two", _deadline.Token))!;
        foreach (var (status, action) in new[] { (RecordingStatus.Submitting, "mediaconvert:ListJobs"), (RecordingStatus.Uploaded, "mediaconvert:CreateJob") })
        {
            await SetRecordingAsync(client, "SET #status = :status, #work = :work, workAt = :past, #file = :former REMOVE jobId", status, "waiting");
            await InvokeAsync("TranscodingEvents", Ended("CANCELED", recording with { Attempt = 99 }));
            RequireCall("TranscodingEvents", action);
        }

        await WaitAsync("the recording that was next", async () => (await ApiAsync("GET", "shows/news/episodes/two"))["status"]?.ToString() == "ready");
        await InvokeAsync("TranscodingEvents", Ended("COMPLETE", recording with { Revision = "gone" }));
        RequireCall("TranscodingEvents", "dynamodb:PutItem");
    }

    private static string Ended(string status, Recording recording) => new JsonObject
    {
        ["source"] = "aws.mediaconvert",
        ["detail"] = new JsonObject
        {
            ["jobId"] = "job",
            ["status"] = status,
            ["userMetadata"] = new JsonObject(RecordingMetadata.Create(recording).Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value))),
        },
    }.ToJsonString();

    private Task SetRecordingAsync(AmazonDynamoDBClient client, string update, string status, string work) => client.UpdateItemAsync(
        new UpdateItemRequest
        {
            TableName = Stack.Outputs["CatalogTable"],
            Key = RecordingItems.Key("news", "two"),
            UpdateExpression = update,
            ExpressionAttributeNames = new() { ["#status"] = "status", ["#work"] = "work", ["#file"] = "file" },
            ExpressionAttributeValues = new()
            {
                [":status"] = new(status),
                [":work"] = new(work),
                [":past"] = new() { N = "1" },
                [":former"] = new("former/two.mp3"),
            },
        },
        _deadline.Token);

    private Task WaitForCallAsync(string handler, string action) => WaitAsync($"{handler}'s {action}", () => HasCalled(handler, action));

    private void RequireCall(string handler, string action)
    {
        if (!HasCalled(handler, action))
        {
            _faults.Enqueue($"{handler} was expected to call {action}.");
        }
    }

    private bool HasCalled(string handler, string action) =>
        _recorder.Calls.Any(call => call.Action == action && call.Caller.PrincipalArn.Contains($"-Functions{handler}Role", StringComparison.Ordinal));

    // A function may be writing at the same time.
    private static void Update(KeyValueStoreState store, IReadOnlyList<KeyValueEntry> puts, IReadOnlyList<string> deletes)
    {
        while (true)
        {
            try
            {
                store.Update(store.Current.ETag, puts, deletes);
                return;
            }
            catch (AwsException conflict) when (conflict.Code == "ConflictException")
            {
            }
        }
    }
}
