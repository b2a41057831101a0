using System.Globalization;
using System.Net;

namespace Podcast.LocalAws.Iam.Conditions;

/// <summary>The condition operators. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.</summary>
internal static class ConditionOperators
{
    private static readonly Dictionary<string, ConditionOperator> All = new[]
    {
        Text("StringEquals", negated: false, (value, text) => string.Equals(value, text, StringComparison.Ordinal)),
        Text("StringNotEquals", negated: true, (value, text) => string.Equals(value, text, StringComparison.Ordinal)),
        Text("StringEqualsIgnoreCase", negated: false, (value, text) => string.Equals(value, text, StringComparison.OrdinalIgnoreCase)),
        Text("StringNotEqualsIgnoreCase", negated: true, (value, text) => string.Equals(value, text, StringComparison.OrdinalIgnoreCase)),
        Text("BinaryEquals", negated: false, (value, text) => string.Equals(value, text, StringComparison.Ordinal)),
        Text("Bool", negated: false, (value, text) => string.Equals(value, text, StringComparison.OrdinalIgnoreCase), CheckBool),
        new("StringLike", false, (value, text, context) => text.IsMatch(value, context), _ => null),
        new("StringNotLike", true, (value, text, context) => text.IsMatch(value, context), _ => null),
        // The two names of each pair do the same, AWS says.
        new("ArnEquals", false, (value, text, context) => text.IsArnMatch(value, context), CheckArn),
        new("ArnLike", false, (value, text, context) => text.IsArnMatch(value, context), CheckArn),
        new("ArnNotEquals", true, (value, text, context) => text.IsArnMatch(value, context), CheckArn),
        new("ArnNotLike", true, (value, text, context) => text.IsArnMatch(value, context), CheckArn),
        Numeric("NumericEquals", negated: false, order => order == 0),
        Numeric("NumericNotEquals", negated: true, order => order == 0),
        Numeric("NumericLessThan", negated: false, order => order < 0),
        Numeric("NumericLessThanEquals", negated: false, order => order <= 0),
        Numeric("NumericGreaterThan", negated: false, order => order > 0),
        Numeric("NumericGreaterThanEquals", negated: false, order => order >= 0),
        Date("DateEquals", negated: false, order => order == 0),
        Date("DateNotEquals", negated: true, order => order == 0),
        Date("DateLessThan", negated: false, order => order < 0),
        Date("DateLessThanEquals", negated: false, order => order <= 0),
        Date("DateGreaterThan", negated: false, order => order > 0),
        Date("DateGreaterThanEquals", negated: false, order => order >= 0),
        Text("IpAddress", negated: false, InNetwork, CheckNetwork),
        Text("NotIpAddress", negated: true, InNetwork, CheckNetwork),
        Text("Null", negated: false, (_, _) => false, CheckBool),
    }.ToDictionary(one => one.Name, StringComparer.OrdinalIgnoreCase);

    public static ConditionOperator? Find(string name) => All.GetValueOrDefault(name);

    private static ConditionOperator Text(string name, bool negated, Func<string, string, bool> fits, Func<string, string?>? check = null) =>
        new(name, negated, (value, text, context) => text.ToText(context) is { } resolved && fits(value, resolved), check ?? (_ => null));

    private static ConditionOperator Numeric(string name, bool negated, Func<int, bool> fits) => Text(
        name,
        negated,
        (value, text) => Number(value) is { } left && Number(text) is { } right && fits(left.CompareTo(right)),
        text => Number(text) is null ? "is not a number" : null);

    private static ConditionOperator Date(string name, bool negated, Func<int, bool> fits) => Text(
        name,
        negated,
        (value, text) => Time(value) is { } left && Time(text) is { } right && fits(left.CompareTo(right)),
        text => Time(text) is null ? "is neither a date of ISO 8601 nor an epoch time" : null);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Time(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 9999 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static bool InNetwork(string value, string text) =>
        IPAddress.TryParse(value, out var address) && Network(text) is { } network && network.Contains(address);

    private static IPNetwork? Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }

    private static string? CheckNetwork(string text) => Network(text) is null ? "is neither an IP address nor a range in CIDR notation" : null;

    private static string? CheckBool(string text) =>
        string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) || string.Equals(text, "false", StringComparison.OrdinalIgnoreCase)
            ? null
            : "is neither true nor false";

    private static string? CheckArn(string text) =>
        text == "*" || text.StartsWith("${", StringComparison.Ordinal) || (text.Split(':').Length >= 6 && text.StartsWith("arn:", StringComparison.Ordinal))
            ? null
            : "is no ARN";
}
