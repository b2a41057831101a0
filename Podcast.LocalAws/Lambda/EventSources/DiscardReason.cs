namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Why records are given up, in the words of the record that a destination gets.</summary>
internal enum DiscardReason
{
    RetryAttemptsExhausted,
    RecordAgeExceeded,
}
