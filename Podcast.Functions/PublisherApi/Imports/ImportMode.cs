namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>What an import does with its lines: the parameter <c>mode</c>.</summary>
internal enum ImportMode
{
    /// <summary>Each line is a new subscription.</summary>
    Create,

    /// <summary>Each line says how a subscription should be; who is not there yet is created.</summary>
    Upsert,

    /// <summary>Each line names a subscription, or a subscriber with all of them, that ends.</summary>
    Revoke,
}
