using System.Text.Json;
using Podcast.Functions.Transcoding;
using Podcast.Functions.TranscodingEvents;

namespace Podcast.Tests.Unit.Functions.TranscodingEvents;

public sealed class JobStateChangeTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "source": "aws.s3", "detail": {} }""")]
    [InlineData("""{ "source": "aws.mediaconvert" }""")]
    [InlineData("""{ "source": "aws.mediaconvert", "detail": "" }""")]
    public void Read_EventOfSomethingElse_IsNull(string input) => Assert.Null(Read(input));

    [Fact]
    public void Read_FailureWithoutItsOptionalFields_CountsAsAnUnknownErrorOfTheService()
    {
        var change = Read("""{ "source": "aws.mediaconvert", "detail": { "jobId": "j", "status": "ERROR" } }""")!;
        Assert.Equal(("j", "ERROR", 1999, ""), (change.JobId, change.Status, change.ErrorCode, change.ErrorMessage));
        Assert.Empty(change.UserMetadata);
        Assert.Empty(change.Outputs);
        Assert.Equal(1999, Read("""{ "source": "aws.mediaconvert", "detail": { "jobId": "j", "status": "ERROR", "errorCode": 1.5 } }""")!.ErrorCode);
    }

    [Fact]
    public void Read_OutputsOfAllGroups_AreThoseWithAPathAndADuration()
    {
        var change = Read("""
            { "source": "aws.mediaconvert", "detail": { "jobId": "j", "status": "COMPLETE", "userMetadata": { "attempt": 2 }, "errorCode": 1010, "errorMessage": "Bad.",
              "outputGroupDetails": [
                { "outputDetails": [{ "outputFilePaths": ["s3://a"], "durationInMs": 5 }, { "outputFilePaths": [], "durationInMs": 5 }, { "durationInMs": 5 }] },
                { "outputDetails": [{ "outputFilePaths": ["s3://b", "s3://c"], "durationInMs": 7 }, { "outputFilePaths": ["s3://d"] }] }] } }
            """)!;
        Assert.Equal([("s3://a", 5L), ("s3://b", 7L)], change.Outputs);
        Assert.Equal("2", change.UserMetadata["attempt"]);
        Assert.Equal((1010, "Bad."), (change.ErrorCode, change.ErrorMessage));
    }

    [Theory]
    [InlineData(1010, false, "The recording cannot be read")]
    [InlineData(1056, false, "The recording cannot be read")]
    [InlineData(1075, false, "The recording cannot be read")]
    [InlineData(1076, false, "The recording cannot be read")]
    [InlineData(1020, false, "There is no audio")]
    [InlineData(1021, false, "There is no audio")]
    [InlineData(1030, false, "The recording's audio cannot be decoded")]
    [InlineData(1092, false, "The recording's audio cannot be decoded")]
    [InlineData(1401, false, "The transcoder may not read")]
    [InlineData(1432, false, "The transcoder may not read")]
    [InlineData(1433, false, "The transcoder may not read")]
    [InlineData(1434, false, "The transcoder may not read")]
    [InlineData(1515, false, "The transcoder may not read")]
    [InlineData(1404, false, "The recording is not there any more")]
    [InlineData(1517, true, "The transcoder failed")]
    [InlineData(1522, true, "The transcoder failed")]
    [InlineData(1550, true, "The transcoder failed")]
    [InlineData(1999, true, "The transcoder failed")]
    [InlineData(3408, true, "The transcoder failed")]
    [InlineData(3449, false, "The transcoder failed")]
    [InlineData(3450, true, "The transcoder failed")]
    [InlineData(3459, true, "The transcoder failed")]
    [InlineData(3460, false, "The transcoder failed")]
    [InlineData(3999, true, "The transcoder failed")]
    public void FailedJob_OfACode_SaysWhyAndWhetherToTryAgain(int code, bool mayRetry, string summary)
    {
        Assert.Equal(mayRetry, FailedJob.MayRetry(code));
        Assert.StartsWith(summary, FailedJob.Describe(code, "Its words."), StringComparison.Ordinal);
        Assert.EndsWith($"({code}: Its words.)", FailedJob.Describe(code, "Its words."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 16)]
    [InlineData(9, 64)]
    public void FailedJob_DelayAfterATry_GrowsFourfoldToItsBound(long attempt, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), FailedJob.DelayAfter(attempt));

    private static JobStateChange? Read(string input)
    {
        using var document = JsonDocument.Parse(input);
        return JobStateChange.Read(document.RootElement);
    }
}
