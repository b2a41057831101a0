namespace Podcast.Functions.Catalog;

internal enum ShowCreation
{
    Created,

    IdTaken,

    /// <summary>Another show's id has the same code in the key-value store (one chance in 262,144 per pair): another id has to be chosen.</summary>
    CodeTaken,
}
