using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.Unit.Functions.Hosting;

public sealed class TransientFailuresTests
{
    [Theory]
    [InlineData("TransactionConflict", true)]
    [InlineData("ThrottlingError", true)]
    [InlineData("ProvisionedThroughputExceeded", true)]
    [InlineData("ThrottlingError ConditionalCheckFailed None", true)]
    [InlineData("ValidationError", false)]
    [InlineData("ThrottlingError ValidationError", false)]
    [InlineData("ConditionalCheckFailed None", false)]
    public void IsTransient_TransactionCanceled_GoesByItsReasons(string reasons, bool expected) =>
        Assert.Equal(expected, TransientFailures.IsTransient(new TransactionCanceledException("Transaction cancelled")
        {
            CancellationReasons = [.. reasons.Split(' ').Select(code => new CancellationReason { Code = code })],
        }));

    [Theory]
    [InlineData("ThrottlingException", 400, true)]
    [InlineData("RequestLimitExceeded", 400, true)]
    [InlineData("SlowDown", 503, true)]
    [InlineData("Anything", 500, true)]
    [InlineData("ValidationException", 400, false)]
    [InlineData("AccessDeniedException", 400, false)]
    public void IsTransient_ServiceError_GoesByCodeAndStatus(string code, int status, bool expected) =>
        Assert.Equal(expected, TransientFailures.IsTransient(new AmazonDynamoDBException("…", ErrorType.Unknown, code, "request", (HttpStatusCode)status)));

    [Fact]
    public void IsTransient_TimeoutOrLostConnection_IsTrue()
    {
        Exception[] failures =
        [
            new TaskCanceledException("…", new TimeoutException()), new HttpRequestException("…"), new IOException("…"),
            new AmazonClientException("…", new IOException("…")),
        ];
        Assert.All(failures, failure => Assert.True(TransientFailures.IsTransient(failure)));
        Assert.False(TransientFailures.IsTransient(new InvalidDataException("…")));
    }
}
