using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Subscribers;

/// <summary>Prints a subscriber with the feeds' URLs.</summary>
internal static class SubscriberPrinter
{
    public static void Print(PublisherSettings settings, PublisherClient publisher, JsonNode subscriber) => Printer.Print(settings, subscriber, () =>
    {
        var end = subscriber["neverEnds"] is null ? $"until {Printer.Time(subscriber, "expiresAt")}" : "without an end";
        Console.Out.WriteLine($"{subscriber["id"]}  {Printer.Text(subscriber, "email")}  {Printer.Text(subscriber, "status")} {end}");
        if (subscriber["feeds"] is null)
        {
            return;
        }

        foreach (var (show, feed) in publisher.FeedsOf(subscriber))
        {
            Console.Out.WriteLine($"  {show}: {feed}");
        }
    });
}
