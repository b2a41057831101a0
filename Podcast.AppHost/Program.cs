using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Podcast.AppHost;
using Podcast.AppHost.Alarms;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Deployment;
using Podcast.AppHost.Faults;
using Podcast.AppHost.FirstMinute;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.LocalTools.DynamoDBLocal;
using Podcast.AppHost.Publisher;
using Podcast.AppHost.RealAccount;
using Podcast.AppHost.Recovery;
using Podcast.AppHost.Schedules;
using Podcast.AppHost.Startup;

try
{
    MachineChecks.Run();
    ProcessEnvironment.BypassProxyForLoopback();

    var builder = DistributedApplication.CreateBuilder(args);

    // Why it could not start is said below, in one sentence; the host would log it a second time with its stack.
    builder.Services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None));

    if (builder.ExecutionContext.IsPublishMode)
    {
        // 'aspire publish' and 'aspire deploy': nothing runs here, so neither Java nor DynamoDB Local is looked for.
        builder.AddCdkStack();
        await builder.Build().RunAsync();
        return 0;
    }

    if (args.Contains(AwsAccount.Switch))
    {
        AwsAccount.AddTo(builder);
        await builder.Build().RunAsync();
        return 0;
    }

    var endpoints = EndpointsFile.Open(builder);
    using var data = await DataFolder.OpenAsync(
        builder.Configuration, Console.Out, PortAvailability.Limit, TimeProvider.System, CancellationToken.None);
    using var run = data is null ? RunFolder.Create(Path.GetTempPath()) : null;
    await builder.PrepareStartAsync(Console.Out, CancellationToken.None);

    var command = await DynamoDBLocalCommand.FindAsync(Console.Out, CancellationToken.None);
    var dynamodb = builder.AddDynamoDBLocal("dynamodb", data is null ? command : command.Keeping(data.Tables));

    var aws = builder.AddLocalAws("aws", dynamodb, data?.Objects ?? run!.Objects, data?.Stores ?? run!.Stores);

    var publisher = builder.AddProject<Projects.Podcast_Functions>("publisher-api").AsLambdaFunction(FunctionName.PublisherApi, aws)
        .WithPublisherCommands(aws);

    // Nobody calls these before there is data; until DynamoDB Local has booted they would only take the processor from it.
    builder.AddProject<Projects.Podcast_Functions>("stream-processor").AsLambdaFunction(FunctionName.StreamProcessor, aws).WaitFor(dynamodb);
    builder.AddProject<Projects.Podcast_Functions>("entitlements").AsLambdaFunction(FunctionName.Entitlements, aws).WaitFor(dynamodb);
    builder.AddProject<Projects.Podcast_Functions>("feeds").AsLambdaFunction(FunctionName.Feeds, aws).WaitFor(dynamodb);

    var demo = builder.AddDemoData("demo-data", aws, publisher);

    // Nothing of the first minute needs these: they start when the demo data is there.
    builder.AddProject<Projects.Podcast_Functions>("webhooks").AsLambdaFunction(FunctionName.Webhooks, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("subscriber-cleanup").AsLambdaFunction(FunctionName.SubscriberCleanup, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("reconcile").AsLambdaFunction(FunctionName.Reconcile, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("auto-transcoding").AsLambdaFunction(FunctionName.AutoTranscoding, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("transcoding-events").AsLambdaFunction(FunctionName.TranscodingEvents, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("media-cleanup").AsLambdaFunction(FunctionName.MediaCleanup, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("event-publisher").AsLambdaFunction(FunctionName.EventPublisher, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("webhook-sender").AsLambdaFunction(FunctionName.WebhookSender, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("show-importer").AsLambdaFunction(FunctionName.ShowImporter, aws).WaitForEnd(demo);
    builder.AddProject<Projects.Podcast_Functions>("download-counter").AsLambdaFunction(FunctionName.DownloadCounter, aws).WaitForEnd(demo);

    builder.AddFunctionLogs();
    builder.AddRecovery(dynamodb, demo, data);
    builder.AddSchedules(aws);
    builder.AddAlarms(aws);
    aws.AddFaultCommands();

    var outcome = builder.AddFirstMinute(aws, demo, endpoints);

    await builder.Build().RunToEndAsync();
    return outcome.ExitCode;
}
catch (DistributedApplicationException unable)
{
    await Console.Error.WriteLineAsync(unable.Message);
    return 1;
}
catch (Exception unexpected) when (unexpected is not HostAbortedException)
{
    await Console.Error.WriteLineAsync(await FailureReport.WriteAsync(unexpected));
    return 1;
}
