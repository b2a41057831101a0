using System.Text;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Streams;
using Podcast.LocalAws.Lambda.EventSources;

namespace Podcast.Tests.Unit.LocalAws.Lambda.EventSources;

/// <summary>Records, responses and mappings for the tests of event sources.</summary>
internal static class Batches
{
    public static readonly EventSourceMappingConfiguration Mapping = new(
        "id", "f", "arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/s", Enabled: true, FromTrimHorizon: true, BatchSize: 100, TimeSpan.Zero,
        MaximumRetryAttempts: 2, MaximumRecordAge: null, BisectOnError: false, ReportsItemFailures: true, OnFailureDestination: null);

    public static StreamRecord Record(int number, DateTimeOffset createdAt, int bytes = 0) =>
        new($"{number:D21}", createdAt, Encoding.UTF8.GetBytes($$"""{"n":{{number}},"x":"{{new string('x', bytes)}}"}"""));

    public static List<StreamRecord> Records(int count, DateTimeOffset createdAt, int first = 1) =>
        [.. Enumerable.Range(first, count).Select(number => Record(number, createdAt))];

    public static int Number(StreamRecord record) => int.Parse(record.SequenceNumber, System.Globalization.CultureInfo.InvariantCulture);

    public static InvocationResult Succeeded(string payload = "") => InvocationResult.Succeeded("r", Encoding.UTF8.GetBytes(payload));

    public static InvocationResult Failed() => InvocationResult.Failed("r", "Boom", "it broke");

    public static InvocationResult FailedAt(int number) =>
        Succeeded($$"""{"batchItemFailures":[{"itemIdentifier":"{{number:D21}}"}]}""");
}
