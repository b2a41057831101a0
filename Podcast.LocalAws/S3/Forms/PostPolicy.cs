using System.Globalization;
using System.Text;
using System.Text.Json;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Forms;

/// <summary>
/// What the author of a form allows: until when, which values of which fields, and how large a file. See
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html.
/// </summary>
internal sealed class PostPolicy
{
    // Fields that need no condition.
    private static readonly string[] Exempt = [PostForm.Policy, PostForm.Signature, "x-amz-algorithm", "x-amz-credential", "x-amz-date", "file"];

    private readonly DateTimeOffset _expiration;
    private readonly List<PostCondition> _conditions = [];

    private PostPolicy(DateTimeOffset expiration) => _expiration = expiration;

    /// <summary>The smallest file in bytes, if there is a bound.</summary>
    public long? SmallestFile { get; private set; }

    /// <summary>The largest file in bytes, if there is a bound.</summary>
    public long? LargestFile { get; private set; }

    /// <param name="encoded">The document in base64, as in the form.</param>
    /// <exception cref="AwsException">It is not a policy.</exception>
    public static PostPolicy Parse(string encoded)
    {
        try
        {
            using var document = JsonDocument.Parse(Unescape(Encoding.UTF8.GetString(Convert.FromBase64String(encoded))), new() { AllowTrailingCommas = true, MaxDepth = 8 });
            return Read(document.RootElement);
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException)
        {
            // The last is text with half of a surrogate pair.
            throw S3Errors.InvalidPolicy("Invalid JSON.");
        }
    }

    /// <exception cref="AwsException">The policy has expired, or the form has what it does not allow.</exception>
    public void Check(PostForm form, string bucket, DateTimeOffset now)
    {
        if (now >= _expiration)
        {
            throw S3Errors.RefusedByPolicy("Policy expired.");
        }

        foreach (var condition in _conditions)
        {
            // The bucket is where the form is sent to, whether or not it names it.
            if (!condition.IsMetBy(condition.Field == "bucket" ? bucket : form[condition.Field] ?? ""))
            {
                throw S3Errors.RefusedByPolicy($"Policy Condition failed: {condition}");
            }
        }

        var extra = form.Fields.Keys
            .Where(name => !Exempt.Contains(name) && !name.StartsWith("x-ignore-", StringComparison.Ordinal) && _conditions.TrueForAll(condition => condition.Field != name))
            .ToList();
        if (extra.Count > 0)
        {
            throw S3Errors.RefusedByPolicy($"Extra input fields: {string.Join(", ", extra)}");
        }
    }

    private static PostPolicy Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw S3Errors.InvalidPolicy("Expecting a JSON object.");
        }

        foreach (var member in root.EnumerateObject().Where(member => member.Name is not ("expiration" or "conditions")))
        {
            throw S3Errors.InvalidPolicy($"Unexpected: '{member.Name}'.");
        }

        if (!root.TryGetProperty("expiration", out var expiration))
        {
            throw S3Errors.InvalidPolicy("Policy missing expiration.");
        }

        if (!root.TryGetProperty("conditions", out var conditions))
        {
            throw S3Errors.InvalidPolicy("Policy missing conditions.");
        }

        var policy = new PostPolicy(ReadExpiration(expiration));
        if (conditions.ValueKind != JsonValueKind.Array)
        {
            throw S3Errors.InvalidPolicy("Invalid 'conditions' value: must be a List.");
        }

        foreach (var condition in conditions.EnumerateArray())
        {
            policy.Add(condition);
        }

        return policy;
    }

    private static DateTimeOffset ReadExpiration(JsonElement expiration) =>
        expiration.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParseExact(
            expiration.GetString(),
            ["yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time)
            ? time
            : throw S3Errors.InvalidPolicy($"Invalid 'expiration' value: '{expiration}'");

    private void Add(JsonElement condition)
    {
        switch (condition.ValueKind)
        {
            case JsonValueKind.Object when condition.GetPropertyCount() == 1:
                var member = condition.EnumerateObject().First();
                _conditions.Add(new(member.Name.ToLowerInvariant(), PostConditionKind.Equals, Text(member.Value)));
                break;
            case JsonValueKind.Object:
                throw S3Errors.InvalidPolicy("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
            case JsonValueKind.Array when condition.GetArrayLength() == 3:
                Add(Text(condition[0]), condition[1], condition[2]);
                break;
            default:
                throw S3Errors.InvalidPolicy("Invalid Condition: wrong number of arguments.");
        }
    }

    private void Add(string operation, JsonElement first, JsonElement second)
    {
        switch (operation.ToLowerInvariant())
        {
            case "eq":
                _conditions.Add(new(FieldName(first), PostConditionKind.Equals, Text(second)));
                break;
            case "starts-with":
                _conditions.Add(new(FieldName(first), PostConditionKind.StartsWith, Text(second)));
                break;
            case "content-length-range":
                // Of several, all hold.
                SmallestFile = Math.Max(SmallestFile ?? 0, Number(first));
                LargestFile = Math.Min(LargestFile ?? long.MaxValue, Number(second));
                break;
            default:
                throw S3Errors.InvalidPolicy($"Invalid Condition: unknown operation '{operation}'.");
        }
    }

    private static string FieldName(JsonElement name) => Text(name) is ['$', .. var field]
        ? field.ToLowerInvariant()
        : throw S3Errors.InvalidPolicy($"Invalid Condition: the field '{name}' has to begin with $.");

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw S3Errors.InvalidPolicy($"Invalid Condition: '{value}' is no text.");

    // Forms of some authors have numbers as text.
    private static long Number(JsonElement value) =>
        long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw S3Errors.InvalidPolicy("Invalid content-length-range: the bounds have to be whole numbers.");

    // A policy may escape the dollar sign and the vertical tab, which JSON does not know.
    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            _ = text[i] switch
            {
                '$' => result.Append('$'),
                'v' => result.Append("\\u000b"),
                var other => result.Append('\\').Append(other),
            };
        }

        return result.ToString();
    }
}
