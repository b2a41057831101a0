using System.ComponentModel;
using System.Text.Json.Nodes;
using Podcast.Cli.Settings;
using Spectre.Console.Cli;

namespace Podcast.Cli.Shows;

/// <summary>What a show says about itself. What is not named is left as it is.</summary>
internal sealed class ShowSettings : PublisherSettings
{
    [CommandArgument(0, "<SHOW>")]
    [Description("The show's id, which never changes.")]
    public string Id { get; init; } = "";

    [CommandOption("--title <TEXT>")]
    public string? Title { get; init; }

    [CommandOption("--description <TEXT>")]
    public string? About { get; init; }

    [CommandOption("--author <TEXT>")]
    public string? Author { get; init; }

    [CommandOption("--language <TAG>")]
    [Description("A BCP 47 tag, such as en or de-AT.")]
    public string? Language { get; init; }

    [CommandOption("--link <URL>")]
    [Description("The show's page.")]
    public string? Link { get; init; }

    /// <summary>The members that the command line names.</summary>
    public JsonObject ToJson()
    {
        var show = new JsonObject();
        foreach (var (name, value) in new[]
        {
            ("title", Title), ("description", About), ("author", Author), ("language", Language), ("link", Link),
        })
        {
            if (value is not null)
            {
                show[name] = value;
            }
        }

        return show;
    }
}
