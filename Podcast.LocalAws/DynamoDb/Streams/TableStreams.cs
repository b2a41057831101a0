using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.DynamoDb.Streams;

/// <inheritdoc cref="ITableStreams"/>
internal sealed class TableStreams(
    DynamoDbLocalClient dynamoDb, LocalArns arns, TableProvisioner tables, IFaultInjector faults, LocalAwsOptions options, TimeProvider time) : ITableStreams
{
    public Task Created => tables.Completion;

    public IStreamSource Open(string streamArn) => new DynamoDbStreamSource(dynamoDb, arns, faults, streamArn, options.Region, time);
}
