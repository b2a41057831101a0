using System.Collections.Concurrent;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// DynamoDB Local names tables and streams by ARNs of its own (region <c>ddblocal</c>), and a stream's label is the time it was made. The stack
/// knows them by the ARNs that CloudFormation would return. This is the way between the two.
/// </summary>
internal sealed class LocalArns
{
    private readonly ConcurrentDictionary<string, string> _toLocal = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _toStack = new(StringComparer.Ordinal);

    public void Add(string stackArn, string localArn)
    {
        _toLocal[stackArn] = localArn;
        _toStack[localArn] = stackArn;
    }

    /// <summary>The ARN in DynamoDB Local; any other text unchanged.</summary>
    public string ToLocal(string arn) => _toLocal.GetValueOrDefault(arn, arn);

    /// <summary>Puts the stack's ARNs in place of DynamoDB Local's, longest first, because a stream's begins with its table's.</summary>
    public string ReplaceInText(string text)
    {
        foreach (var (localArn, stackArn) in _toStack.OrderByDescending(pair => pair.Key.Length))
        {
            text = text.Replace(localArn, stackArn, StringComparison.Ordinal);
        }

        return text;
    }
}
