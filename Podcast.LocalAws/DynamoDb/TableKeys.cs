using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>The customer's keys of the tables.</summary>
internal static class TableKeys
{
    /// <summary>The ARN of the key that a table is encrypted under; <see langword="null"/> when it is one of AWS's own.</summary>
    public static string? Find(StackResource? table, Stack stack)
    {
        if (table?.Properties["SSESpecification"]?["KMSMasterKeyId"]?.ToString() is not { } id)
        {
            return null;
        }

        return id.StartsWith("arn:", StringComparison.Ordinal) ? id : stack.Arns.Key(id);
    }
}
