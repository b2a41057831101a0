namespace Podcast.LocalAws.DynamoDb;

/// <summary>DynamoDB Local refused an operation of this process itself.</summary>
internal sealed class DynamoDbLocalException(string operation, string code, string message)
    : Exception($"DynamoDB Local refused {operation} with {code}: {message}")
{
    /// <summary>The error code without its namespace, such as <c>ResourceInUseException</c>.</summary>
    public string Code => code;
}
