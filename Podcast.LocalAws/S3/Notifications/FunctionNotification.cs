namespace Podcast.LocalAws.S3.Notifications;

/// <summary>Which events of a bucket a Lambda function gets. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html.</summary>
/// <param name="Event">Such as <c>s3:ObjectCreated:*</c>.</param>
/// <param name="FunctionArn">The function.</param>
/// <param name="Prefix">Only keys that begin with it.</param>
/// <param name="Suffix">Only keys that end with it.</param>
internal sealed record FunctionNotification(string Event, string FunctionArn, string Prefix, string Suffix)
{
    /// <param name="eventName">Such as <c>ObjectCreated:Put</c>.</param>
    /// <param name="key">The object's key.</param>
    public bool Matches(string eventName, string key)
    {
        var wanted = Event.StartsWith("s3:", StringComparison.Ordinal) ? Event[3..] : Event;
        var isWanted = wanted.EndsWith('*') ? eventName.StartsWith(wanted[..^1], StringComparison.Ordinal) : wanted == eventName;
        return isWanted && key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith(Suffix, StringComparison.Ordinal);
    }
}
