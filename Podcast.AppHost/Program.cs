using Podcast.AppHost.DemoData;
using Podcast.AppHost.FirstMinute;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.LocalTools;

try
{
    var builder = DistributedApplication.CreateBuilder(args);

    var dynamodb = builder.AddDynamoDBLocal("dynamodb", await DynamoDBLocalCommand.FindAsync(Console.Out, CancellationToken.None));

    var aws = builder.AddLocalAws("aws", dynamodb);

    builder.AddProject<Projects.Podcast_Functions>("publisher-api").AsLambdaFunction("PublisherApi", aws);
    builder.AddProject<Projects.Podcast_Functions>("stream-processor").AsLambdaFunction("StreamProcessor", aws);
    builder.AddProject<Projects.Podcast_Functions>("entitlements").AsLambdaFunction("Entitlements", aws);
    builder.AddProject<Projects.Podcast_Functions>("feeds").AsLambdaFunction("Feeds", aws);

    var demo = builder.AddDemoData("demo-data", aws);

    builder.AddFirstMinute(aws, demo);

    await builder.Build().RunAsync();
    return 0;
}
catch (DistributedApplicationException unable)
{
    await Console.Error.WriteLineAsync(unable.Message);
    return 1;
}
