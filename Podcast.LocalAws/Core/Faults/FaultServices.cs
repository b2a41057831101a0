namespace Podcast.LocalAws.Core.Faults;

/// <summary>What a fault can be for, besides the signing names of services such as <c>dynamodb</c>.</summary>
internal static class FaultServices
{
    /// <summary>The key-value store as functions at the edge read it; the operation is <c>get</c>, <c>exists</c> or <c>meta</c>.</summary>
    public const string EdgeStore = "cf.kvs";

    /// <summary>The tables' streams as Lambda polls them; the operation is <c>GetRecords</c>, <c>GetShardIterator</c> or <c>DescribeStream</c>.</summary>
    public const string Streams = "dynamodb.streams";

    /// <summary>The stack's functions, however they are invoked; the operation is the handler.</summary>
    public const string Function = "function";
}
