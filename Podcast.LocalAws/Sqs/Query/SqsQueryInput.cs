using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Protocols.AwsQuery;

namespace Podcast.LocalAws.Sqs.Query;

/// <summary>
/// Reads the form parameters of a request as the members that the JSON protocol has for them. See the examples of each operation at
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html.
/// </summary>
internal static class SqsQueryInput
{
    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "DelaySeconds", "VisibilityTimeout", "WaitTimeSeconds", "MaxNumberOfMessages", "MaxNumberOfMessagesPerSecond", "MaxResults",
    };

    /// <param name="request">The request.</param>
    /// <param name="path">Its path: some clients send a request to the address of the queue and leave the parameter out.</param>
    public static JsonObject Read(QueryRequest request, string path)
    {
        var input = ReadMembers(request, "");
        if (path.Length > 1 && !input.ContainsKey("QueueUrl"))
        {
            input["QueueUrl"] = path.TrimEnd('/');
        }

        if (request.Action.EndsWith("Batch", StringComparison.Ordinal))
        {
            input["Entries"] = ReadList(
                $"{request.Action}RequestEntry", entry => request.HasBelow(entry) ? ReadMembers(request, entry + ".") : null) ?? [];
        }

        return input;
    }

    private static JsonObject ReadMembers(QueryRequest request, string prefix)
    {
        var members = new JsonObject();
        foreach (var (name, value) in request.Parameters(prefix).Where(parameter => parameter.Name is not ("Action" or "Version")))
        {
            members[name] = Numbers.Contains(name) && int.TryParse(value, out var number) ? number : value;
        }

        Set("AttributeNames", ReadList(prefix + "AttributeName", name => request.Text(name)));
        Set("MessageAttributeNames", ReadList(prefix + "MessageAttributeName", name => request.Text(name)));
        Set("MessageSystemAttributeNames", ReadList(prefix + "MessageSystemAttributeName", name => request.Text(name)));
        Set("MessageAttributes", ReadMap(request, prefix + "MessageAttribute"));
        Set("MessageSystemAttributes", ReadMap(request, prefix + "MessageSystemAttribute"));
        return members;

        void Set(string name, JsonNode? value)
        {
            if (value is not null)
            {
                members[name] = value;
            }
        }
    }

    private static JsonArray? ReadList(string name, Func<string, JsonNode?> read)
    {
        JsonArray? list = null;
        for (var i = 1; read($"{name}.{i}") is { } item; i++)
        {
            (list ??= []).Add(item);
        }

        return list;
    }

    private static JsonObject? ReadMap(QueryRequest request, string name)
    {
        JsonObject? map = null;
        for (var i = 1; request.Text($"{name}.{i}.Name") is { } key; i++)
        {
            var value = new JsonObject();
            foreach (var (member, text) in request.Parameters($"{name}.{i}.Value."))
            {
                value[member] = text;
            }

            (map ??= [])[key] = value;
        }

        return map;
    }
}
