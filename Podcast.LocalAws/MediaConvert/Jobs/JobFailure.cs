namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>Why a job ends in ERROR.</summary>
/// <param name="Code">One of https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_error_codes.html.</param>
/// <param name="Message">For a person.</param>
internal sealed record JobFailure(int Code, string Message)
{
    public const int CannotOpenInput = 1010;
    public const int NoAudio = 1021;
    public const int UnsupportedCodec = 1030;
    public const int InputIncomplete = 1075;
    public const int CannotDecode = 1092;
    public const int AccessDenied = 1401;
    public const int NotFound = 1404;
    public const int CannotAssumeRole = 1433;
    public const int CannotWrite = 1517;
    public const int TimedOut = 1522;
    public const int Unexpected = 1999;
}
