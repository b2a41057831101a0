namespace Podcast.LocalAws.Sns;

/// <summary>Who gets the messages of a topic.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Protocol">Such as <c>email</c>.</param>
/// <param name="Endpoint">The address. It appears in no log and in no span.</param>
internal sealed record Subscription(string Arn, string Protocol, string Endpoint)
{
    /// <summary>The address so that a reader recognises it and nobody else learns it.</summary>
    public string MaskedEndpoint => Endpoint.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{Endpoint[0]}…{Endpoint[at..]}" : Endpoint;
}
