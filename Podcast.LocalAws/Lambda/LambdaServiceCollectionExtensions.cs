using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Lambda.EventSources;
using Podcast.LocalAws.Lambda.FunctionUrls;
using Podcast.LocalAws.Lambda.Processes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

internal static class LambdaServiceCollectionExtensions
{
    /// <summary>Adds the functions of the stack: their Runtime API, the Invoke API, their URLs and their event sources.</summary>
    public static IServiceCollection AddLambdaService(this IServiceCollection services) => services
        .AddSingleton<OperatorChanges>()
        .AddSingleton<FunctionRegistry>()
        .AddStackConsumer<FunctionRegistry>()
        .AddSingleton<IHealthPart, FunctionHealth>()
        .AddSingleton<FunctionUrlAuthorization>()
        .AddSingleton<FunctionUrlEndpoint>()
        .AddSingleton<CodePackages>()
        .AddSingleton<FunctionProcesses>()
        .AddStackConsumer<FunctionProcesses>()
        .AddSingleton<LambdaDescriptions>()
        .AddSingleton<FunctionChanges>()
        .AddSingleton<MappingOperations>()
        .AddSingleton<AsyncInvoker>()
        .AddStackConsumer<AsyncInvoker>()
        .AddSingleton<IFunctionInvoker, FunctionInvoker>()
        .AddSingleton<EventSourceMappings>()
        .AddStackConsumer<EventSourceMappings>()
        .AddSingleton<IHealthPart>(provider => provider.GetRequiredService<EventSourceMappings>())
        .AddSingleton<IAwsService, LambdaService>();
}
