using Podcast.AppHost.LocalTools;

JavaRuntime.Find();
await NpmTool.EnsureAsync(NpmToolPackages.DynamoDBLocal, Console.Out, default);
await NpmTool.EnsureAsync(NpmToolPackages.AspireDashboard, Console.Out, default);
