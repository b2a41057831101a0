using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalTools.DynamoDBLocal;
using Podcast.AppHost.Settings;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.LocalAws;

/// <summary>Adds DynamoDB Local and the local AWS to the application.</summary>
internal static class LocalAwsResourceBuilderExtensions
{
    /// <summary>Until then the functions have forgotten what they keep of the tables in memory: signing keys, for five seconds.</summary>
    private static readonly TimeSpan LostTablesPause = TimeSpan.FromSeconds(6);

    public static IResourceBuilder<ExecutableResource> AddDynamoDBLocal(
        this IDistributedApplicationBuilder builder, string name, DynamoDBLocalCommand command)
    {
        var dynamodb = builder.AddExecutable(name, command.Java, command.Folder, [.. command.Arguments])
            .WithHttpEndpoint(name: "http", isProxied: false)
            .WithLoopbackAddress("http")
            .WithUrlForEndpoint("http", url => url.DisplayText = "DynamoDB Local")
            .WithIconName("Database")
            // An unsigned GET gets 400 as soon as the process listens.
            .WithHttpHealthCheck("/", statusCode: 400, endpointName: "http");
        foreach (var (variable, value) in command.Environment)
        {
            dynamodb.WithEnvironment(variable, value);
        }

        return dynamodb.WithArgs(context => context.Args.Add(dynamodb.GetEndpoint("http").Property(EndpointProperty.TargetPort)));
    }

    public static LocalAwsResource AddLocalAws(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ExecutableResource> dynamodb, string objects, string stores)
    {
        var template = builder.AppHostAssembly!.GetMetadata("CloudFormationTemplate");

        var project = builder.AddProject<Projects.Podcast_LocalAws>(name)
            .WithStartupTuning()
            .WithHttpEndpoint(port: PortSettings.Read(builder.Configuration, "Aws"), name: LocalAwsEndpoints.Api, isProxied: false, env: "LocalAws__ApiPort")
            .WithHttpEndpoint(port: PortSettings.Read(builder.Configuration, "Edge"), name: LocalAwsEndpoints.Edge, isProxied: false, env: "LocalAws__EdgePort")
            .WithHttpEndpoint(port: PortSettings.Read(builder.Configuration, "Publisher"), name: LocalAwsEndpoints.Publisher, isProxied: false, env: "LocalAws__FunctionUrlPorts__PublisherApi")
            .WithHttpEndpoint(port: PortSettings.Read(builder.Configuration, "Webhooks"), name: LocalAwsEndpoints.Webhooks, isProxied: false, env: "LocalAws__FunctionUrlPorts__Webhooks")
            .WithLoopbackAddress(LocalAwsEndpoints.Api, LocalAwsEndpoints.Edge, LocalAwsEndpoints.Publisher, LocalAwsEndpoints.Webhooks)
            .WithUrlForEndpoint(LocalAwsEndpoints.Api, url => url.DisplayText = "AWS endpoint")
            .WithUrlForEndpoint(LocalAwsEndpoints.Edge, url => url.DisplayText = "Distribution")
            .WithUrlForEndpoint(LocalAwsEndpoints.Publisher, url => url.DisplayText = "Publisher API")
            .WithUrlForEndpoint(LocalAwsEndpoints.Webhooks, url => url.DisplayText = "Webhooks")
            .WithIconName("Cloud");
        builder.AddSettings(project);

        var aws = new LocalAwsResource(project, RegionSetting.Read(builder.Configuration), StartupDeadline.Begin(builder.Configuration));
        project
            .WithEnvironment("LocalAws__TemplatePath", template)
            .WithEnvironment("LocalAws__DynamoDbEndpoint", dynamodb.GetEndpoint("http"))
            .WithEnvironment("LocalAws__Region", aws.Region)
            .WithEnvironment("LocalAws__AccessKeyId", aws.AccessKeyId)
            .WithEnvironment("LocalAws__SecretAccessKey", aws.SecretAccessKey)
            .WithEnvironment("LocalAws__StoragePath", objects)
            .WithEnvironment("LocalAws__KeyValueStorePath", stores)
            .WithEnvironment("LocalAws__LostTablesPause", LostTablesPause.ToString("c", CultureInfo.InvariantCulture));
        builder.Services.AddHealthChecks().Add(new($"{name}_stack", _ => new LocalAwsHealthCheck(aws), failureStatus: null, tags: null));
        project.WithHealthCheck($"{name}_stack");
        if (builder.Configuration["AllowedHosts"] is { Length: > 0 } hosts)
        {
            project.WithEnvironment("LocalAws__AllowedHosts", hosts);
        }

        return aws;
    }

    // On some machines the name localhost is only ::1, where none of these listens.
    private static IResourceBuilder<T> WithLoopbackAddress<T>(this IResourceBuilder<T> resource, params ReadOnlySpan<string> endpoints)
        where T : IResourceWithEndpoints
    {
        foreach (var name in endpoints)
        {
            resource.WithEndpoint(name, endpoint => endpoint.TargetHost = "127.0.0.1");
        }

        return resource;
    }
}
