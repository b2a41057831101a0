using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>Items of the Subscribers table that a function must not touch: nothing would fail if its policy let it, so it is asked.</summary>
internal static class ForbiddenCalls
{
    private static readonly (string Handler, string Action, string Key)[] All =
    [
        ("Webhooks", "PutItem", "CURRENTSIGNINGKEY"),
        ("Webhooks", "UpdateItem", "SIGNINGKEY#01"),
        ("Webhooks", "PutItem", "PROVIDER#stripe"),
        ("Reconcile", "PutItem", "SUBSCRIBER#0123456789abcdef0123"),
        ("Reconcile", "DeleteItem", "SIGNINGKEY#01"),
        ("Reconcile", "GetItem", "PROVIDER#stripe"),
    ];

    public static IEnumerable<string> Allowed(Stack stack, StackAuthorization authorization)
    {
        foreach (var (handler, action, key) in All)
        {
            var function = stack.OfType("AWS::Lambda::Function").FirstOrDefault(one => one.Properties["Handler"]?.ToString() == handler);
            var table = stack.OfType("AWS::DynamoDB::Table").FirstOrDefault(one => one.LogicalId.Contains("Subscribers", StringComparison.Ordinal))?.GetAtt("Arn");
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
