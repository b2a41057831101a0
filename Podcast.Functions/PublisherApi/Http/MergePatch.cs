using System.Text.Json.Nodes;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>JSON merge patches: https://www.rfc-editor.org/rfc/rfc7396.</summary>
internal static class MergePatch
{
    /// <summary>Changes <paramref name="target"/>: null removes a member, an object is merged, anything else replaces.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject nested:
                    if (target[name] is not JsonObject)
                    {
                        target[name] = new JsonObject();
                    }

                    Apply(target[name]!.AsObject(), nested);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
