using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Removals;

/// <summary>Removals as items of the Catalog table; see docs/data-model.md.</summary>
internal static class RemovalItems
{
    public const string Work = "remove";

    public static Dictionary<string, AttributeValue> Key(string mediaPrefix) => new() { ["pk"] = Text("REMOVAL#" + mediaPrefix), ["sk"] = Text("REMOVAL") };

    public static Dictionary<string, AttributeValue> From(Removal removal)
    {
        var item = Key(removal.MediaPrefix);
        item["mediaPrefix"] = Text(removal.MediaPrefix);
        item["erase"] = new() { BOOL = removal.IsErased };
        item["work"] = Text(Work);
        item["workAt"] = Number(removal.DueAt);
        item.AddText("ingestPrefix", removal.IngestPrefix);
        item.AddText("deletedShow", removal.DeletedShow);
        return item;
    }

    public static Removal Read(Dictionary<string, AttributeValue> item) =>
        new(item.GetText("mediaPrefix"), item.TryGetValue("erase", out var erase) && erase.BOOL == true, item.GetNumber("workAt"))
        {
            IngestPrefix = item.FindText("ingestPrefix"),
            DeletedShow = item.FindText("deletedShow"),
        };
}
