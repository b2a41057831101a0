#nullable disable

namespace Amazon.Lambda.DynamoDBEvents;

/// <summary>A batch of records of a DynamoDB stream.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html</remarks>
public class DynamoDBEvent
{
    /// <summary>The records, in the order of their shard.</summary>
    public IList<DynamodbStreamRecord> Records { get; set; }

    /// <summary>One change of one item.</summary>
    /// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html</remarks>
    public class DynamodbStreamRecord
    {
        /// <summary>ARN of the stream.</summary>
        public string EventSourceArn { get; set; }

        /// <summary>Region of the table.</summary>
        public string AwsRegion { get; set; }

        /// <summary>The change.</summary>
        public StreamRecord Dynamodb { get; set; }

        /// <summary>Unique for this record.</summary>
        public string EventID { get; set; }

        /// <summary>INSERT, MODIFY or REMOVE.</summary>
        public string EventName { get; set; }

        /// <summary>Always <c>aws:dynamodb</c>.</summary>
        public string EventSource { get; set; }

        /// <summary>Version of the record's format; it can grow.</summary>
        public string EventVersion { get; set; }

        /// <summary>Set when DynamoDB itself made the change, as for an item that its time to live removed; else null.</summary>
        public Identity UserIdentity { get; set; }
    }

    /// <summary>What changed.</summary>
    /// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html</remarks>
    public class StreamRecord
    {
        /// <summary>When the change was made, UTC, to the second.</summary>
        public DateTime ApproximateCreationDateTime { get; set; }

        /// <summary>The item's key.</summary>
        public Dictionary<string, AttributeValue> Keys { get; set; }

        /// <summary>The item after the change; null for REMOVE, and where the stream's view leaves it out.</summary>
        public Dictionary<string, AttributeValue> NewImage { get; set; }

        /// <summary>The item before the change; null for INSERT, and where the stream's view leaves it out.</summary>
        public Dictionary<string, AttributeValue> OldImage { get; set; }

        /// <summary>Position in the shard: a decimal number of up to 40 digits.</summary>
        public string SequenceNumber { get; set; }

        /// <summary>Size of the record, in bytes.</summary>
        public long SizeBytes { get; set; }

        /// <summary>KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES.</summary>
        public string StreamViewType { get; set; }
    }

    /// <summary>Who made the change.</summary>
    /// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Identity.html</remarks>
    public class Identity
    {
        /// <summary><c>dynamodb.amazonaws.com</c> for time to live.</summary>
        public string PrincipalId { get; set; }

        /// <summary><c>Service</c> for time to live.</summary>
        public string Type { get; set; }
    }

    /// <summary>One value; exactly one member is set.</summary>
    /// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html</remarks>
    public class AttributeValue
    {
        /// <summary>Binary.</summary>
        public MemoryStream B { get; set; }

        /// <summary>Boolean.</summary>
        public bool? BOOL { get; set; }

        /// <summary>Set of binaries.</summary>
        public List<MemoryStream> BS { get; set; }

        /// <summary>List.</summary>
        public List<AttributeValue> L { get; set; }

        /// <summary>Map.</summary>
        public Dictionary<string, AttributeValue> M { get; set; }

        /// <summary>Number, as decimal text so that no digit is lost.</summary>
        public string N { get; set; }

        /// <summary>Set of numbers.</summary>
        public List<string> NS { get; set; }

        /// <summary>True for null.</summary>
        public bool? NULL { get; set; }

        /// <summary>Text.</summary>
        public string S { get; set; }

        /// <summary>Set of texts.</summary>
        public List<string> SS { get; set; }
    }
}
