namespace Podcast.LocalAws.S3.Lifecycle;

/// <summary>Ends multipart uploads that nobody completed. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html.</summary>
/// <param name="Prefix">Only uploads whose key begins with it.</param>
/// <param name="DaysAfterInitiation">Whole days.</param>
internal sealed record AbortUploadsRule(string Prefix, int DaysAfterInitiation)
{
    /// <summary>When an upload ends: S3 adds the days and rounds up to the next midnight UTC.</summary>
    public DateTimeOffset EndOf(DateTimeOffset initiated)
    {
        var due = initiated.ToUniversalTime().AddDays(DaysAfterInitiation);
        return due.TimeOfDay == TimeSpan.Zero ? due : new(due.Date.AddDays(1), TimeSpan.Zero);
    }
}
