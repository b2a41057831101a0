using System.ComponentModel;
using Spectre.Console.Cli;

namespace Podcast.Cli.Settings;

/// <summary>Names one subscriber.</summary>
internal class SubscriberSettings : PublisherSettings
{
    [CommandArgument(0, "<SUBSCRIBER>")]
    [Description("The e-mail address, or the id.")]
    public string Subscriber { get; init; } = "";
}
