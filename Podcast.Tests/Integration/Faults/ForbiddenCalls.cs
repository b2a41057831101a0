using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>Items that a function must not touch: nothing would fail if its policy let it, so it is asked.</summary>
internal static class ForbiddenCalls
{
    private static readonly (string Handler, string Action, string Key, string Table)[] All =
    [
        ("Webhooks", "PutItem", "CURRENTSIGNINGKEY", "Subscribers"),
        ("Webhooks", "UpdateItem", "SIGNINGKEY#01", "Subscribers"),
        ("Webhooks", "PutItem", "PROVIDER#stripe", "Subscribers"),
        ("Webhooks", "PutItem", "EVENTENDPOINT", "Subscribers"),
        ("Reconcile", "PutItem", "SUBSCRIBER#0123456789abcdef0123", "Subscribers"),
        ("Reconcile", "DeleteItem", "SIGNINGKEY#01", "Subscribers"),
        ("Reconcile", "GetItem", "PROVIDER#stripe", "Subscribers"),
        ("EventPublisher", "PutItem", "SHOW#news", "Catalog"),
        ("EventPublisher", "DeleteItem", "DELIVERY#evt_1", "Catalog"),
        ("WebhookSender", "PutItem", "SHOW#news", "Catalog"),
        ("WebhookSender", "UpdateItem", "SHOW#news", "Catalog"),
        ("WebhookSender", "DeleteItem", "ANNOUNCEMENT#news", "Catalog"),
        ("WebhookSender", "GetItem", "SHOW#news", "Catalog"),
    ];

    public static IEnumerable<string> Allowed(Stack stack, StackAuthorization authorization)
    {
        foreach (var (handler, action, key, tableName) in All)
        {
            var function = stack.OfType("AWS::Lambda::Function").FirstOrDefault(one => one.Properties["Handler"]?.ToString() == handler);
            var table = stack.OfType("AWS::DynamoDB::Table").FirstOrDefault(one => one.LogicalId.Contains(tableName, StringComparison.Ordinal))?.GetAtt("Arn");
            if (function is null || table is null)
            {
                continue;
            }

            var caller = authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId);
            var keys = new Dictionary<string, string> { ["dynamodb:LeadingKeys"] = key };
            if (authorization.Evaluate(caller, $"dynamodb:{action}", table, keys).Decision.IsAllowed)
            {
                yield return $"{handler} may {action} {key}.";
            }
        }
    }
}
