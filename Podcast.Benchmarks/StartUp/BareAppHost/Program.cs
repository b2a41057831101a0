using Microsoft.Extensions.Hosting;

// Started with: <file to write when healthy> <java> <folder of DynamoDB Local> <arguments before the port …>
var builder = DistributedApplication.CreateBuilder();
var dynamodb = builder.AddExecutable("dynamodb", args[1], args[2], args[3..])
    .WithHttpEndpoint(name: "http")
    .WithHttpHealthCheck("/", statusCode: 400);
dynamodb.WithArgs(context => context.Args.Add(dynamodb.GetEndpoint("http").Property(EndpointProperty.TargetPort)));

await using var application = builder.Build();
await application.StartAsync();
await application.ResourceNotifications.WaitForResourceHealthyAsync("dynamodb");
await File.WriteAllTextAsync(args[0], "healthy");
await ((IHost)application).WaitForShutdownAsync();
