namespace Podcast.LocalAws.Core.Protocols;

/// <summary>How a service writes an error. See https://smithy.io/2.0/aws/protocols/.</summary>
internal enum AwsErrorFormat
{
    /// <summary><c>{"__type":"…#Code","message":"…"}</c>: DynamoDB.</summary>
    Json10,

    /// <summary>As <see cref="Json10"/>, with the older query protocol's code in <c>x-amzn-query-error</c>: SQS.</summary>
    Sqs,

    /// <summary>The code in <c>x-amzn-ErrorType</c>, the message in <c>{"Message":"…"}</c>: Lambda, the key-value store.</summary>
    RestJson,

    /// <summary><c>&lt;Error&gt;&lt;Code/&gt;&lt;Message/&gt;…</c>: S3.</summary>
    RestXml,

    /// <summary><c>&lt;ErrorResponse&gt;&lt;Error&gt;&lt;Type/&gt;&lt;Code/&gt;&lt;Message/&gt;…</c>: CloudFormation, STS.</summary>
    QueryXml,
}
