using System.Xml;
using System.Xml.Linq;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.Client;

namespace Podcast.Cli.Doctor;

/// <summary>The alarms of the system's stack, read by CloudWatch's DescribeAlarms.</summary>
internal static class AlarmList
{
    private const string Version = "2010-08-01";
    private const int MaxPages = 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Those that are not OK, of the stack's alarms.</summary>
    /// <exception cref="CliException">CloudWatch cannot be reached, or refuses.</exception>
    public static async Task<IReadOnlyList<RingingAlarm>> FindAsync(PublisherConnection connection, CancellationToken cancellationToken)
    {
        var region = RegionEndpoint.GetBySystemName(connection.Region);
        var endpoint = connection.CloudWatch ?? new Uri($"https://monitoring.{region.SystemName}.{region.PartitionDnsSuffix}");
        using var client = new HttpClient(new SigV4SigningHandler(connection.Credentials, region, "monitoring", new SocketsHttpHandler())) { Timeout = Timeout };
        var found = new List<RingingAlarm>();
        string? token = null;
        try
        {
            for (var page = 0; page < MaxPages && (page == 0 || token is not null); page++)
            {
                var document = await DescribeAsync(client, endpoint, connection.Stack, token, cancellationToken);
                found.AddRange(Elements(document, "MetricAlarms").Elements().Select(Read));
                token = Elements(document, "NextToken").FirstOrDefault()?.Value;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or AmazonClientException or XmlException)
        {
            throw new CliException($"CloudWatch cannot be reached: {failure.Message}");
        }

        return [.. found.Where(alarm => alarm.State != "OK").OrderByDescending(alarm => alarm.IsRinging)];
    }

    private static async Task<XDocument> DescribeAsync(HttpClient client, Uri endpoint, string stack, string? token, CancellationToken cancellationToken)
    {
        // CloudFormation begins an alarm's name with the stack's.
        var form = new Dictionary<string, string> { ["Action"] = "DescribeAlarms", ["Version"] = Version, ["AlarmNamePrefix"] = $"{stack}-", ["MaxRecords"] = "100" };
        if (token is not null)
        {
            form["NextToken"] = token;
        }

        using var content = new FormUrlEncodedContent(form);
        using var response = await client.PostAsync(new Uri(endpoint, "/"), content, cancellationToken);
        var document = XDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return response.IsSuccessStatusCode
            ? document
            : throw new CliException($"CloudWatch refuses to list the alarms: {Elements(document, "Message").FirstOrDefault()?.Value} The principal needs cloudwatch:DescribeAlarms.");
    }

    private static RingingAlarm Read(XElement alarm) =>
        new(Child(alarm, "AlarmName"), Child(alarm, "StateValue"), Child(alarm, "StateReason"), Child(alarm, "AlarmDescription"));

    private static IEnumerable<XElement> Elements(XContainer parent, string name) => parent.Descendants().Where(element => element.Name.LocalName == name);

    private static string Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}
