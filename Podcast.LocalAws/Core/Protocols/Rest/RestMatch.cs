namespace Podcast.LocalAws.Core.Protocols.Rest;

/// <summary>The operation that a request of a REST protocol means.</summary>
/// <param name="Operation">Its name; the method and the path of a request that means none.</param>
/// <param name="Labels">The labels of its route, decoded.</param>
/// <param name="UnknownParameter">A query parameter that the operation does not take here.</param>
internal readonly record struct RestMatch(string Operation, IReadOnlyDictionary<string, string> Labels, string? UnknownParameter = null)
{
    /// <exception cref="AwsException">NotImplemented: a parameter that is not implemented is refused, never ignored.</exception>
    public void RequireKnownParameters(string service)
    {
        if (UnknownParameter is not null)
        {
            throw AwsException.NotImplemented(service, $"{Operation} with the query parameter {UnknownParameter}");
        }
    }
}
