using SampleAppHost;

if (args is ["serve"])
{
    SampleService.Run();
    return;
}

var builder = DistributedApplication.CreateBuilder(args);
var assembly = typeof(SampleService).Assembly.Location;

var secret = builder.AddParameter("secret", "s3cret", secret: true);
var service = builder.AddExecutable("service", "dotnet", ".", "exec", assembly, "serve")
    .WithHttpEndpoint(env: "PORT")
    .WithHttpHealthCheck("/health")
    .WithEnvironment("SECRET", secret)
    .WithUrlForEndpoint("http", url => url.DisplayText = "Service");

builder.AddExecutable("client", "sh", ".", "-c", "echo started with $SERVICE_HTTP; exec sleep 600")
    .WithReference(service.GetEndpoint("http"))
    .WaitFor(service);

builder.Build().Run();
