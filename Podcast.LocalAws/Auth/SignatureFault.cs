namespace Podcast.LocalAws.Auth;

/// <summary>Why a request was not authenticated.</summary>
/// <param name="Kind">The rule that it breaks.</param>
/// <param name="Detail">What the message adds: the words of the rule differ by service.</param>
/// <param name="InQuery">Whether the signature came in the query.</param>
internal sealed record SignatureFault(SignatureFaultKind Kind, string Detail = "", bool InQuery = false);
