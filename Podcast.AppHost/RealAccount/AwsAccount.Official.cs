using Podcast.Infra;
using Podcast.Infra.Input;

namespace Podcast.AppHost.RealAccount;

/// <summary>The half that is written against Aspire.Hosting.AWS: https://github.com/aws/integrations-on-dotnet-aspire-for-aws.</summary>
internal static partial class AwsAccount
{
    private static readonly (string Variable, string Output)[] Variables =
    [
        ("SUBSCRIBERS_TABLE", "SubscribersTable"),
        ("CATALOG_TABLE", "CatalogTable"),
        ("STATISTICS_TABLE", "StatisticsTable"),
        ("MEDIA_BUCKET", "MediaBucket"),
        ("INGEST_BUCKET", "IngestBucket"),
        ("KVS_ARN", "EdgeStoreArn"),
        ("FAILED_CHANGES_QUEUE_URL", "FailedChangesUrl"),
    ];

    static partial void Add(IDistributedApplicationBuilder builder, ref bool isAdded)
    {
        try
        {
            AddStackAndFunctions(builder);
            isAdded = true;
        }
        catch (SynthesisException unable)
        {
            throw new DistributedApplicationException(unable.Message, unable);
        }
    }

    private static void AddStackAndFunctions(IDistributedApplicationBuilder builder)
    {
        // Profile and region are the developer's own: AWS_PROFILE and AWS_REGION, or AWS:Profile and AWS:Region in the configuration.
        var config = builder.AddAWSSDKConfig();
        if (builder.Configuration["AWS:Profile"] is { Length: > 0 } profile)
        {
            config.WithProfile(profile);
        }

        if (builder.Configuration["AWS:Region"] is { Length: > 0 } region)
        {
            config.WithRegion(region);
        }

        NodeRuntime.Prepare();
        // What the CDK CLI takes as -c name=value is --Context:name=value here.
        var settings = StackSettings.Read(name => builder.Configuration[$"Context:{name}"]);
        var input = new SynthesisInput(PublishedFunctions(builder, settings), EdgeCode.Read());
        var stack = builder
            .AddAWSCDKStack("podcast", scope => new PodcastStack(scope, "Podcast", input, settings))
            .WithReference(config);

        // The stream processor has an event source of its own; the others work on jobs, events and buckets that only the account's own functions get.
        FunctionName[] leftOut = [FunctionName.StreamProcessor, FunctionName.AutoTranscoding, FunctionName.TranscodingEvents, FunctionName.EventPublisher, FunctionName.WebhookSender, FunctionName.ShowImporter, FunctionName.DownloadCounter, FunctionName.EmptyBucket];

        // The page of Amazon.Lambda.TestTool comes with the first function; each function's command opens it.
        var functions = Enum.GetValues<FunctionName>().Except(leftOut)
            .Select(handler => builder.AddAWSLambdaFunction<Projects.Podcast_Functions>(ResourceName($"{handler}"), $"{handler}"))
            .Append(builder.AddAWSLambdaFunction<Projects.Podcast_Functions>("stream-processor", $"{FunctionName.StreamProcessor}")
                .WithDynamoDBStreamsEventSource(stack.GetOutput("SubscribersTable")));
        foreach (var function in functions)
        {
            function.WithReference(config).WaitFor(stack);
            foreach (var (variable, output) in Variables)
            {
                function.WithEnvironment(variable, stack.GetOutput(output));
            }
        }
    }

    // PublisherApi is publisher-api, as in the local system.
    private static string ResourceName(string handler) =>
        string.Concat(handler.Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : "-") + char.ToLowerInvariant(letter) : $"{letter}"));

    private static string PublishedFunctions(IDistributedApplicationBuilder builder, StackSettings settings)
    {
        var runtime = settings.Architecture == "arm64" ? "linux-arm64" : "linux-x64";
        var folder = Path.GetFullPath(
            builder.Configuration["Functions"] ?? Path.Combine(builder.AppHostDirectory, "..", "artifacts", "deploy", "functions", runtime));
        return Directory.Exists(folder)
            ? folder
            : throw new DistributedApplicationException(
                $"The functions that go into the account are not in {folder}: run 'npx cdk synth' in Podcast.Infra, which publishes them, or name their folder with --Functions, and run again.");
    }
}
