namespace Podcast.Functions.Transcoding;

/// <summary>What to make of a job that ended in ERROR. See https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_error_codes.html.</summary>
internal static class FailedJob
{
    public const int MostAttempts = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(1);

    /// <summary>Whether another try may do better: the service failed, and not the recording.</summary>
    public static bool MayRetry(int errorCode) => errorCode is 1517 or 1522 or 1550 or 1999 or 3408 or >= 3450 and <= 3459 or 3999;

    /// <summary>How long to wait before the try after this one: 1, 4, 16 minutes.</summary>
    public static TimeSpan DelayAfter(long attempt) => FirstDelay * Math.Pow(4, Math.Clamp(attempt - 1, 0, 3));

    /// <summary>Why, in words for the publisher, with the transcoder's own behind them.</summary>
    public static string Describe(int errorCode, string message)
    {
        var summary = errorCode switch
        {
            1010 or 1056 or 1075 or 1076 => "The recording cannot be read: it is damaged or not complete.",
            1020 or 1021 => "There is no audio in the recording.",
            1030 or 1092 => "The recording's audio cannot be decoded.",
            1401 or 1432 or 1433 or 1434 or 1515 => "The transcoder may not read the recording or write the audio.",
            1404 => "The recording is not there any more.",
            _ => "The transcoder failed.",
        };
        return $"{summary} ({errorCode}: {message})";
    }
}
