namespace Podcast.Functions.Catalog;

/// <summary>What a publisher had spoken in place of a notice of ended access.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="File">The file name, made of the content.</param>
/// <param name="Length">In bytes.</param>
internal sealed record OwnNotice(string Reason, string File, long Length)
{
    /// <summary>Why access ended, as addresses name it.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["lapsed", "payment-failed", "revoked", "replaced"];

    /// <summary>The bucket's folder of a show's notices; no episode can be called so.</summary>
    public static string KeyOf(string show, string file) => $"media/{show}/-notices/{file}";
}
