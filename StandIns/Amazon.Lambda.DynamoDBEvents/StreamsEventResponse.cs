#nullable disable

using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.DynamoDBEvents;

/// <summary>Tells a mapping with ReportBatchItemFailures how far a batch got. No failures, or null: all of it.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html</remarks>
[DataContract]
public class StreamsEventResponse
{
    /// <summary>The failed records; everything from the lowest sequence number on is delivered again.</summary>
    [DataMember(Name = "batchItemFailures", EmitDefaultValue = false)]
    [JsonPropertyName("batchItemFailures")]
    public IList<BatchItemFailure> BatchItemFailures { get; set; }

    /// <summary>One failed record.</summary>
    [DataContract]
    public class BatchItemFailure
    {
        /// <summary>The record's sequence number. An empty one fails the whole batch.</summary>
        [DataMember(Name = "itemIdentifier", EmitDefaultValue = false)]
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
