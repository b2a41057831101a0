namespace Podcast.LocalAws.Sqs;

/// <summary>What a sender attached to a message. One of the two values is set, by the type.</summary>
/// <param name="DataType"><c>String</c>, <c>Number</c> or <c>Binary</c>, with a label after a dot if there is one.</param>
/// <param name="Text">The value of a String or Number.</param>
/// <param name="Bytes">The value of a Binary.</param>
internal sealed record MessageAttribute(string DataType, string? Text, byte[]? Bytes = null);
