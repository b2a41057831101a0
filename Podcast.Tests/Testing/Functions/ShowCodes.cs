using Podcast.Functions.Domain;

namespace Podcast.Tests.Testing.Functions;

internal static class ShowCodes
{
    /// <summary>The first pair of ids whose codes, of 18 bits, are alike.</summary>
    public static (string First, string Second) FindAlike()
    {
        var seen = new Dictionary<string, string>();
        for (var i = 0; ; i++)
        {
            var id = $"s{i}";
            if (!seen.TryAdd(AccessEntry.ShowCode(id), id))
            {
                return (seen[AccessEntry.ShowCode(id)], id);
            }
        }
    }
}
