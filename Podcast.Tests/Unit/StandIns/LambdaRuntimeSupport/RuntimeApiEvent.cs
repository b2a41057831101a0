using System.Globalization;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport;

/// <summary>An invocation to hand out.</summary>
internal sealed record RuntimeApiEvent(string Payload, Dictionary<string, string> Headers)
{
    public static RuntimeApiEvent Create(string requestId, string payload, params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string>
        {
            ["Lambda-Runtime-Aws-Request-Id"] = requestId,
            ["Lambda-Runtime-Deadline-Ms"] = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:f",
        };
        foreach (var (name, value) in more)
        {
            headers[name] = value;
        }

        return new RuntimeApiEvent(payload, headers);
    }
}
