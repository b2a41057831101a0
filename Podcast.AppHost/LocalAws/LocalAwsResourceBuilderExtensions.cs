using System.Globalization;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalTools.DynamoDBLocal;

namespace Podcast.AppHost.LocalAws;

/// <summary>Adds DynamoDB Local and the local AWS to the application.</summary>
internal static class LocalAwsResourceBuilderExtensions
{
    public static IResourceBuilder<ExecutableResource> AddDynamoDBLocal(
        this IDistributedApplicationBuilder builder, string name, DynamoDBLocalCommand command)
    {
        var dynamodb = builder.AddExecutable(name, command.Java, command.Folder, [.. command.Arguments])
            .WithHttpEndpoint(name: "http", isProxied: false)
            .WithUrlForEndpoint("http", url => url.DisplayText = "DynamoDB Local")
            // It answers an unsigned GET with 400 as soon as it serves.
            .WithHttpHealthCheck("/", statusCode: 400, endpointName: "http");
        foreach (var (variable, value) in command.Environment)
        {
            dynamodb.WithEnvironment(variable, value);
        }

        return dynamodb.WithArgs(context => context.Args.Add(dynamodb.GetEndpoint("http").Property(EndpointProperty.TargetPort)));
    }

    public static LocalAwsResource AddLocalAws(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ExecutableResource> dynamodb)
    {
        var template = builder.AppHostAssembly!.GetMetadata("CloudFormationTemplate");

        var project = builder.AddProject<Projects.Podcast_LocalAws>(name)
            .WithStartupTuning()
            .WithHttpEndpoint(port: builder.PortOf("Aws"), name: LocalAwsEndpoints.Api, isProxied: false, env: "LocalAws__ApiPort")
            .WithHttpEndpoint(port: builder.PortOf("Edge"), name: LocalAwsEndpoints.Edge, isProxied: false, env: "LocalAws__EdgePort")
            .WithHttpEndpoint(port: builder.PortOf("Publisher"), name: LocalAwsEndpoints.Publisher, isProxied: false, env: "LocalAws__FunctionUrlPorts__PublisherApi")
            .WithHttpEndpoint(port: builder.PortOf("Webhooks"), name: LocalAwsEndpoints.Webhooks, isProxied: false, env: "LocalAws__FunctionUrlPorts__Webhooks")
            .WithUrlForEndpoint(LocalAwsEndpoints.Api, url => url.DisplayText = "AWS endpoint")
            .WithUrlForEndpoint(LocalAwsEndpoints.Edge, url => url.DisplayText = "Distribution")
            .WithUrlForEndpoint(LocalAwsEndpoints.Publisher, url => url.DisplayText = "Publisher API")
            .WithUrlForEndpoint(LocalAwsEndpoints.Webhooks, url => url.DisplayText = "Webhooks")
            .WithHttpHealthCheck("/_localaws/health", endpointName: LocalAwsEndpoints.Api);

        var aws = new LocalAwsResource(project, builder.Configuration["AWS_REGION"] ?? "us-east-1");
        project
            .WithEnvironment("LocalAws__TemplatePath", template)
            .WithEnvironment("LocalAws__DynamoDbEndpoint", dynamodb.GetEndpoint("http"))
            .WithEnvironment("LocalAws__Region", aws.Region)
            .WithEnvironment("LocalAws__AccessKeyId", aws.AccessKeyId)
            .WithEnvironment("LocalAws__SecretAccessKey", aws.SecretAccessKey);
        dynamodb.WithParentRelationship(project);
        return aws;
    }

    // Any free port unless one is asked for: --Ports:Edge=8080 on the command line, or Ports__Edge=8080 in the environment.
    private static int? PortOf(this IDistributedApplicationBuilder builder, string endpoint)
    {
        var value = builder.Configuration[$"Ports:{endpoint}"];
        return string.IsNullOrEmpty(value)
            ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535
                ? port == 0 ? null : port
                : throw new DistributedApplicationException(
                    $"Ports:{endpoint} is '{value}', which is not a port: give a number from 1 to 65535, or 0 for any free one.");
    }
}
