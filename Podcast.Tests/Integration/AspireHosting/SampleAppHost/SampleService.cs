using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SampleAppHost;

/// <summary>Answers at <c>/health</c> and tells its environment variables at <c>/environment/{name}</c>.</summary>
public static class SampleService
{
    internal static void Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT")}");
        var application = builder.Build();
        application.MapGet("/health", () => Results.Ok());
        application.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? string.Empty);
        application.Run();
    }
}
