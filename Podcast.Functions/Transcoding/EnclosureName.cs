namespace Podcast.Functions.Transcoding;

/// <summary>What the files of a recording are called: after the episode's title, and different for every episode of the show.</summary>
internal static class EnclosureName
{
    /// <summary>With the endings that the transcoder adds, a name stays within what the edge takes.</summary>
    private const int MaxLength = 80;

    /// <param name="id">The episode's id, which no other of the show has.</param>
    /// <param name="titleSlug">The id that would be made of its title; empty when none can.</param>
    public static string Choose(string id, string titleSlug)
    {
        if (titleSlug.Length == 0 || titleSlug == id)
        {
            return id;
        }

        // No id has an underscore, so two episodes never get the same name.
        var room = Math.Min(titleSlug.Length, MaxLength - 1 - id.Length);
        return $"{titleSlug[..room].TrimEnd('-')}_{id}";
    }
}
