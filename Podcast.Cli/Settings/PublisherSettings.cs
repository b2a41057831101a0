using System.ComponentModel;
using Spectre.Console.Cli;

namespace Podcast.Cli.Settings;

/// <summary>The options of every command that uses the publisher API.</summary>
internal class PublisherSettings : CommandSettings
{
    [CommandOption("--endpoints-file <PATH>")]
    [Description("The endpoints file of a running app host. Without it, artifacts/apphost/endpoints.json is looked for in this folder and its parents.")]
    public string? EndpointsFile { get; init; }

    [CommandOption("--stack <NAME>")]
    [Description("The CloudFormation stack in AWS. The default, where no app host runs, is 'Podcast'.")]
    public string? Stack { get; init; }

    [CommandOption("--profile <NAME>")]
    [Description("The AWS profile. The default is the AWS SDK's own search for credentials.")]
    public string? Profile { get; init; }

    [CommandOption("--region <NAME>")]
    [Description("The AWS Region. The default is the profile's or AWS_REGION.")]
    public string? Region { get; init; }

    [CommandOption("--json")]
    [Description("Prints what the API returns, as JSON.")]
    public bool Json { get; init; }
}
