using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Protocols.RpcV2Cbor;
using Podcast.LocalAws.Host.Faults;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Integration.NodeSdk;

namespace Podcast.Tests.Integration.LocalAws.CloudWatch;

/// <summary>CloudWatch and SNS from a metric to the message, through the endpoint.</summary>
public sealed class CloudWatchTests(NodeSdkFixture node)
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alarm_OfAQueue_RingsAndNotifiesAndEnds()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);
        await system.PassMinutesAsync(1, TestToken);
        Assert.Equal("OK", await system.StateOfAsync("Waiting", TestToken));

        system.Queue.Send("lost");
        await system.PassMinutesAsync(1, TestToken);

        var ringing = await system.AlarmAsync("Waiting", TestToken);
        Assert.Equal("ALARM", ringing["state"]!.ToString());
        Assert.Equal(
            $"Threshold Crossed: 1 out of the last 1 datapoints [1.0 ({Iso(system.Now.AddSeconds(-90), "dd/MM/yy HH:mm:ss")})] was greater than the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).",
            ringing["reason"]!.ToString());
        Assert.Equal(("docs/runbooks/dead-letters.md", Iso(system.Now, "yyyy-MM-dd'T'HH:mm:ss'Z'")), (ringing["runbook"]!.ToString(), ringing["since"]!.ToString()));

        var topics = await system.GetAsync("/_localaws/topics", TestToken);
        var message = topics["messages"]![0]!;
        var notification = JsonNode.Parse(message["message"]!.ToString())!;
        Assert.Equal("ALARM: \"Waiting\" in us-east-1", message["subject"]!.ToString());
        Assert.Equal(
            ("Waiting", "ALARM", "OK", "ApproximateNumberOfMessagesVisible"),
            (notification["AlarmName"]!.ToString(), notification["NewStateValue"]!.ToString(), notification["OldStateValue"]!.ToString(), notification["Trigger"]!["MetricName"]!.ToString()));
        var mail = message["deliveries"]![0]!;
        Assert.Equal(("email", "o…@example.com", "ALARM: \"Waiting\" in us-east-1"), (mail["protocol"]!.ToString(), mail["endpoint"]!.ToString(), mail["subject"]!.ToString()));

        Assert.True(system.Queue.TryPurge());
        await system.PassMinutesAsync(1, TestToken);

        Assert.Equal("OK", await system.StateOfAsync("Waiting", TestToken));
        Assert.StartsWith("OK: ", (await system.GetAsync("/_localaws/topics", TestToken))["messages"]![0]!["subject"]!.ToString(), StringComparison.Ordinal);
        var history = await system.CallAsync("DescribeAlarmHistory", new() { ["AlarmName"] = "Waiting", ["HistoryItemType"] = "StateUpdate", ["ScanBy"] = "TimestampAscending" }, TestToken);
        Assert.Equal(
            ["Alarm updated from INSUFFICIENT_DATA to OK", "Alarm updated from OK to ALARM", "Alarm updated from ALARM to OK"],
            history["AlarmHistoryItems"]!.AsArray().Select(item => item!["HistorySummary"]!.ToString()));
    }

    [Fact]
    public async Task Alarm_WhoseDataIsMissing_IsTreatedAsItSays()
    {
        await using var system = await CloudWatchSystem.StartAsync(
            TestToken,
            CloudWatchSystem.Alarm("Unknown", "M", "") + CloudWatchSystem.Alarm("Held", "M", """ "TreatMissingData": "ignore", """)
            + CloudWatchSystem.Alarm("Bad", "M", """ "TreatMissingData": "breaching", """) + CloudWatchSystem.Alarm("Good", "M", """ "TreatMissingData": "notBreaching", """));
        await system.PassMinutesAsync(2, TestToken);
        // Before the process began nothing was missing: the time is not known.
        Assert.Equal(["INSUFFICIENT_DATA", "INSUFFICIENT_DATA", "INSUFFICIENT_DATA", "OK"], await StatesAsync(system));

        system.Metrics.Record(new("Test", "M"), 1, MetricUnits.Count);
        await system.PassMinutesAsync(1, TestToken);
        Assert.Equal(["ALARM", "ALARM", "ALARM", "ALARM"], await StatesAsync(system));

        await system.PassMinutesAsync(5, TestToken);
        Assert.Equal(["INSUFFICIENT_DATA", "ALARM", "ALARM", "OK"], await StatesAsync(system));
        Assert.Equal(
            "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NotBreaching].",
            (await system.AlarmAsync("Good", TestToken))["reason"]!.ToString());
    }

    [Fact]
    public async Task Metrics_PutByTheApi_AreReadByEveryProtocol()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);
        await system.CallAsync(
            "PutMetricData",
            new() { ["Namespace"] = "Shop", ["MetricData"] = new JsonArray(Datum("Errors", 2), Datum("Requests", 8)) },
            TestToken);
        await system.QueryAsync(
            "monitoring", "Action=PutMetricData&Version=2010-08-01&Namespace=Shop&MetricData.member.1.MetricName=Errors&MetricData.member.1.Values.member.1=1.5&MetricData.member.1.Counts.member.1=2", TestToken);

        var json = await system.CallAsync("GetMetricData", new()
        {
            ["StartTime"] = system.Start.AddMinutes(-5).ToUnixTimeSeconds(),
            ["EndTime"] = system.Start.AddMinutes(5).ToUnixTimeSeconds(),
            ["MetricDataQueries"] = new JsonArray(Query("m1", "Errors"), Query("m2", "Requests"), new JsonObject { ["Id"] = "rate", ["Expression"] = "100 * m1 / m2", ["Label"] = "Rate" }),
        }, TestToken);
        var result = json["MetricDataResults"]!.AsArray().Single()!;
        Assert.Equal(("rate", "Rate", 62.5), (result["Id"]!.ToString(), result["Label"]!.ToString(), result["Values"]![0]!.GetValue<double>()));
        Assert.Equal(MetricSeries.Floor(system.Start, TimeSpan.FromMinutes(5)).ToUnixTimeSeconds(), result["Timestamps"]![0]!.GetValue<double>());

        var xml = await system.QueryAsync(
            "monitoring",
            $"Action=GetMetricStatistics&Version=2010-08-01&Namespace=Shop&MetricName=Errors&Period=60&StartTime={Iso(system.Start, "s")}Z&EndTime={Iso(system.Start.AddMinutes(10), "s")}Z&Statistics.member.1=Sum&Statistics.member.2=SampleCount&ExtendedStatistics.member.1=p50",
            TestToken);
        var datapoint = xml.Descendants("Datapoints").Single().Elements("member").Single();
        Assert.Equal((Iso(system.Start.AddSeconds(-30), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"), "5", "3"), (datapoint.Element("Timestamp")!.Value, datapoint.Element("Sum")!.Value, datapoint.Element("SampleCount")!.Value));

        var listed = await system.CallAsync("ListMetrics", new() { ["Namespace"] = "Shop" }, TestToken);
        Assert.Equal(["Errors", "Requests"], listed["Metrics"]!.AsArray().Select(metric => metric!["MetricName"]!.ToString()));

        static JsonObject Datum(string name, double value) => new() { ["MetricName"] = name, ["Value"] = value, ["Unit"] = "Count" };
        static JsonObject Query(string id, string name) => new()
        {
            ["Id"] = id,
            ["ReturnData"] = false,
            ["MetricStat"] = new JsonObject { ["Metric"] = new JsonObject { ["Namespace"] = "Shop", ["MetricName"] = name }, ["Period"] = 300, ["Stat"] = "Sum" },
        };
    }

    [Theory]
    [InlineData(nameof(FaultKind.Throttle), HttpStatusCode.BadRequest, "ThrottledRequests")]
    [InlineData(nameof(FaultKind.Outage), HttpStatusCode.ServiceUnavailable, "SystemErrors")]
    public async Task Table_ThatIsOutOfReach_IsReportedWithItsOperation(string kind, HttpStatusCode status, string metric)
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);
        using var fault = system.Faults.Use(new Fault("dynamodb", Enum.Parse<FaultKind>(kind)));

        using var request = LambdaFixture.Sign(
            HttpMethod.Post, new(system.ApiUrl, "/"), "dynamodb", """{"TableName":"Shows","Key":{}}""", "application/x-amz-json-1.0", "DynamoDB_20120810.GetItem");
        using var response = await system.Http.SendAsync(request, TestToken);

        Assert.Equal(status, response.StatusCode);
        var reported = Assert.Single(system.Metrics.All, pair => pair.Key.Namespace == "AWS/DynamoDB").Key;
        Assert.Equal($"AWS/DynamoDB {metric} Operation=GetItem, TableName=Shows", reported.ToString());
    }

    [Fact]
    public async Task SetAlarmState_UntilTheNextEvaluation_IsTheState()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);
        await system.PassMinutesAsync(1, TestToken);

        await system.QueryAsync("monitoring", "Action=SetAlarmState&Version=2010-08-01&AlarmName=Waiting&StateValue=ALARM&StateReason=rehearsal", TestToken);

        var alarms = await system.QueryAsync("monitoring", "Action=DescribeAlarms&Version=2010-08-01&StateValue=ALARM", TestToken);
        var alarm = alarms.Descendants("MetricAlarms").Single().Elements("member").Single();
        Assert.Equal(("Waiting", "rehearsal", Iso(system.Now, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'")), (alarm.Element("AlarmName")!.Value, alarm.Element("StateReason")!.Value, alarm.Element("StateTransitionedTimestamp")!.Value));
        Assert.Equal("dead", alarm.Descendants("Dimensions").Single().Descendants("Value").Single().Value);

        await system.PassMinutesAsync(1, TestToken);
        Assert.Equal("OK", await system.StateOfAsync("Waiting", TestToken));
    }

    [Fact]
    public async Task Cbor_Request_GetsCborWithTheErrorsOfBothProtocols()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);

        var (status, headers, alarms) = await CborAsync("DescribeAlarms");
        var (missing, missingHeaders, error) = await CborAsync("GetDashboard");
        var (unknown, _, refused) = await CborAsync("PutDashboard");

        Assert.Equal((HttpStatusCode.OK, "Waiting"), (status, alarms["MetricAlarms"]![0]!["AlarmName"]!.ToString()));
        Assert.Equal("rpc-v2-cbor", headers.GetValues("smithy-protocol").Single());
        Assert.Equal((HttpStatusCode.BadRequest, "MissingRequiredParameterException"), (missing, error["__type"]!.ToString()));
        Assert.Equal("MissingParameter;Sender", missingHeaders.GetValues("x-amzn-query-error").Single());
        Assert.Equal((HttpStatusCode.NotImplemented, "NotImplemented"), (unknown, refused["__type"]!.ToString()));

        async Task<(HttpStatusCode, HttpResponseHeaders, JsonNode)> CborAsync(string operation)
        {
            using var request = LambdaFixture.Sign(
                HttpMethod.Post, new(system.ApiUrl, $"/service/GraniteServiceVersion20100801/operation/{operation}"), "monitoring", "", "application/cbor");
            request.Headers.Add("smithy-protocol", "rpc-v2-cbor");
            using var response = await system.Http.SendAsync(request, TestToken);
            return (response.StatusCode, response.Headers, CborDocument.Read(await response.Content.ReadAsByteArrayAsync(TestToken)));
        }
    }

    [Fact]
    public async Task NodeClient_OverMetricsAndAlarms_GetsTheResponsesOfAws()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);

        var results = JsonNode.Parse(await node.RunAsync(
            "cloudwatch.mjs",
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = system.ApiUrl.GetLeftPart(UriPartial.Authority),
                ["AWS_ACCESS_KEY_ID"] = LambdaFixture.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = LambdaFixture.SecretAccessKey,
                ["AWS_REGION"] = "us-east-1",
            },
            TestToken))!;

        Assert.Equal("""[["twice","Twice","Complete",14,true]]""", results["data"]!.ToJsonString());
        Assert.Equal("""["Errors","Count",7,3,4]""", results["statistics"]!.ToJsonString());
        Assert.Equal("""["Errors"]""", results["listed"]!.ToJsonString());
        Assert.Equal("""["Waiting"]""", results["forMetric"]!.ToJsonString());
        Assert.Equal(0, (int)results["forOther"]!);
        Assert.Equal("""["Waiting","rehearsal",60,0,true,true]""", results["alarm"]!.ToJsonString());
        Assert.Equal("Alarm updated from INSUFFICIENT_DATA to ALARM", (string)results["history"]!);
        Assert.Equal(("""["board"]""", 3), (results["dashboards"]!.ToJsonString(), (int)results["widgets"]!));
        var refusals = results["refusals"]!;
        Assert.Equal(("NotImplemented", 501), ((string)refusals["operation"]!["name"]!, (int)refusals["operation"]!["status"]!));
        Assert.Contains("CloudWatch:PutAnomalyDetector", (string)refusals["operation"]!["message"]!, StringComparison.Ordinal);
        Assert.StartsWith("ResourceNotFound", (string)refusals["alarm"]!["name"]!, StringComparison.Ordinal);
        Assert.StartsWith("InvalidParameterValue", (string)refusals["range"]!["name"]!, StringComparison.Ordinal);
        Assert.Contains("us-east-1", (string)refusals["region"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AlarmsForMetric_ByTheCli_AreThoseOfItsStatisticAndPeriod()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken, CloudWatchSystem.Alarm("Other", "M", ""));
        const string command = "aws cloudwatch describe-alarms-for-metric --namespace AWS/SQS --metric-name ApproximateNumberOfMessagesVisible --dimensions Name=QueueName,Value=dead --query 'MetricAlarms[].AlarmName' --output text";

        var output = await new AwsCli(system.ApiUrl, LambdaFixture.AccessKeyId, LambdaFixture.SecretAccessKey).RunAsync(
            $"{command}\n{command} --statistic Maximum --period 60\necho {{ $({command} --period 300) $({command} --statistic Sum) }}", TestToken);

        Assert.Equal(["Waiting", "Waiting", "{ }"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task PutMetricData_WithMoreMetricsThanAreKept_IsRefusedAsAWhole()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);
        await PutAsync("One", HttpStatusCode.OK);
        await PutAsync("Two", HttpStatusCode.OK, 900);

        var error = await PutAsync("Three", HttpStatusCode.BadRequest);
        await PutAsync("One", HttpStatusCode.OK);

        Assert.EndsWith("LimitExceededFault", error["__type"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("keeps 2000 metrics", error["message"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(system.Metrics.All, pair => pair.Key.Name == "Three");

        Task<JsonNode> PutAsync(string name, HttpStatusCode status, int count = 1_000) => system.CallAsync(
            "PutMetricData",
            new()
            {
                ["Namespace"] = "Shop",
                ["MetricData"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)new JsonObject
                {
                    ["MetricName"] = name,
                    ["Value"] = 1,
                    ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "Customer", ["Value"] = $"{i}" }),
                })]),
            },
            TestToken,
            status);
    }

    [Fact]
    public async Task Buckets_OfTheTemplate_AreReportedWithTheirSize()
    {
        await using var system = await CloudWatchSystem.StartAsync(
            TestToken, """ "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "shelf", "VersioningConfiguration": { "Status": "Enabled" } } }, """);
        var cli = new AwsCli(system.ApiUrl, LambdaFixture.AccessKeyId, LambdaFixture.SecretAccessKey);
        await cli.RunAsync("printf 12345 > five; aws s3 cp five s3://shelf/a > /dev/null; aws s3 cp five s3://shelf/a > /dev/null; aws s3 cp five s3://shelf/b > /dev/null; aws s3 rm s3://shelf/b > /dev/null", TestToken);

        await system.PassMinutesAsync(2, TestToken);

        Assert.Equal(15, Last("BucketSizeBytes", "StandardStorage"));
        Assert.Equal(4, Last("NumberOfObjects", "AllStorageTypes"));

        double? Last(string metric, string type) => system.Metrics
            .Find(new("AWS/S3", metric, KeyValuePair.Create("BucketName", "shelf"), KeyValuePair.Create("StorageType", type)))!
            .Read(system.Start.AddMinutes(-10), TimeSpan.FromHours(1), 1)[0].Sum;
    }

    [Fact]
    public async Task Dashboard_OfTheTemplate_IsReadAsItIs()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);

        var dashboard = await system.CallAsync("GetDashboard", new() { ["DashboardName"] = "board" }, TestToken);
        var list = await system.CallAsync("ListDashboards", [], TestToken);

        Assert.Equal("Waiting <now>", JsonNode.Parse(dashboard["DashboardBody"]!.ToString())!["widgets"]![2]!["properties"]!["title"]!.ToString());
        Assert.Equal("arn:aws:cloudwatch::000000000000:dashboard/board", dashboard["DashboardArn"]!.ToString());
        Assert.Equal("board", list["DashboardEntries"]![0]!["DashboardName"]!.ToString());
    }

    [Fact]
    public async Task DashboardPage_OpenedByALink_DrawsTheGraphsWithoutScripts()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);
        system.Queue.Send("lost");
        await system.PassMinutesAsync(2, TestToken);

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(system.ApiUrl, "/_localaws/pages/dashboards/board?hours=3"));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        using var response = await system.Http.SendAsync(request, TestToken);
        var page = await response.Content.ReadAsStringAsync(TestToken);
        using var framed = new HttpRequestMessage(HttpMethod.Get, request.RequestUri);
        framed.Headers.Add("Sec-Fetch-Site", "cross-site");
        framed.Headers.Add("Sec-Fetch-Dest", "iframe");
        using var refused = await system.Http.SendAsync(framed, TestToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (response.StatusCode, refused.StatusCode));
        Assert.StartsWith("default-src 'none'; style-src 'nonce-", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("<h2>Queues</h2>", page, StringComparison.Ordinal);
        Assert.Contains("Waiting &lt;now&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Alarms: 1 of 1 in ALARM", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<circle").Length - 1);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PutAnomalyDetector", "{}", HttpStatusCode.NotImplemented, "NotImplemented")]
    [InlineData("GetDashboard", """{"DashboardName":"none"}""", HttpStatusCode.NotFound, "DashboardNotFoundError")]
    [InlineData("SetAlarmState", """{"AlarmName":"none","StateValue":"OK","StateReason":"x"}""", HttpStatusCode.NotFound, "ResourceNotFound")]
    [InlineData("SetAlarmState", """{"AlarmName":"Waiting","StateValue":"GOOD","StateReason":"x"}""", HttpStatusCode.BadRequest, "InvalidParameterValueException")]
    [InlineData("SetAlarmState", """{"AlarmName":"Waiting","StateValue":"OK","StateReason":"x","StateReasonData":"["}""", HttpStatusCode.BadRequest, "InvalidFormatFault")]
    [InlineData("PutMetricData", """{"Namespace":"AWS/Lambda","MetricData":[{"MetricName":"Errors","Value":1}]}""", HttpStatusCode.BadRequest, "InvalidParameterValueException")]
    [InlineData("PutMetricData", """{"Namespace":"N","MetricData":[{"MetricName":"Errors"}]}""", HttpStatusCode.BadRequest, "InvalidParameterCombinationException")]
    [InlineData("PutMetricData", """{"Namespace":"N","MetricData":[{"Value":1}]}""", HttpStatusCode.BadRequest, "MissingRequiredParameterException")]
    [InlineData("PutMetricData", """{"Namespace":"N","MetricData":{"Value":1}}""", HttpStatusCode.BadRequest, "InvalidParameterValueException")]
    [InlineData("PutMetricData", """{"Namespace":"N","MetricData":[{"MetricName":"M","Value":"x"}]}""", HttpStatusCode.BadRequest, "InvalidParameterValueException")]
    [InlineData("PutMetricData", """{"Namespace":"N","MetricData":[{"MetricName":"M","Value":1,"Timestamp":1}]}""", HttpStatusCode.BadRequest, "InvalidParameterValueException")]
    [InlineData("GetMetricStatistics", """{"Namespace":"N","MetricName":"M","Period":10,"StartTime":1,"EndTime":2,"Statistics":["Sum"]}""", HttpStatusCode.BadRequest, "InvalidParameterValueException")]
    [InlineData("GetMetricStatistics", """{"Namespace":"N","MetricName":"M","Period":60,"StartTime":1,"EndTime":200000,"Statistics":["Sum"]}""", HttpStatusCode.BadRequest, "InvalidParameterCombinationException")]
    [InlineData("GetMetricData", """{"StartTime":1,"EndTime":2,"MetricDataQueries":[{"Id":"a","Expression":"a + 1"}]}""", HttpStatusCode.BadRequest, "InvalidParameterValueException")]
    [InlineData("DescribeAlarms", """{"AlarmNames":["a"],"AlarmNamePrefix":"a"}""", HttpStatusCode.BadRequest, "InvalidParameterCombinationException")]
    [InlineData("DescribeAlarms", """{"NextToken":"x"}""", HttpStatusCode.BadRequest, "InvalidNextToken")]
    public async Task Request_ThatCannotBeServed_IsRefusedByName(string operation, string input, HttpStatusCode status, string code)
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);

        var error = await system.CallAsync(operation, JsonNode.Parse(input)!.AsObject(), TestToken, status);

        Assert.Equal(code, error["__type"]!.ToString().Split('#')[^1]);
    }

    [Fact]
    public async Task Sns_Publish_IsKeptWithWhatWouldBeSent()
    {
        await using var system = await CloudWatchSystem.StartAsync(TestToken);
        const string topic = "arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Aalarms";

        var published = await system.QueryAsync("sns", $"Action=Publish&Version=2010-03-31&TopicArn={topic}&Subject=Hello&Message=All%20is%20well", TestToken);
        var subscriptions = await system.QueryAsync("sns", $"Action=ListSubscriptionsByTopic&Version=2010-03-31&TopicArn={topic}", TestToken);
        var attributes = await system.QueryAsync("sns", $"Action=GetTopicAttributes&Version=2010-03-31&TopicArn={topic}", TestToken);
        var unknown = await system.QueryAsync("sns", "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Anone&Message=x", TestToken, HttpStatusCode.NotFound);
        var refused = await system.QueryAsync("sns", "Action=CreateTopic&Version=2010-03-31&Name=x", TestToken, HttpStatusCode.NotImplemented);

        var message = (await system.GetAsync("/_localaws/topics", TestToken))["messages"]![0]!;
        Assert.Equal(published.Descendants("MessageId").Single().Value, message["id"]!.ToString());
        Assert.StartsWith("All is well", message["deliveries"]![0]!["body"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("email", "ops@example.com"), (subscriptions.Descendants("Protocol").Single().Value, subscriptions.Descendants("Endpoint").Single().Value));
        Assert.Contains(attributes.Descendants("entry"), entry => entry.Element("key")!.Value == "SubscriptionsConfirmed" && entry.Element("value")!.Value == "1");
        Assert.Equal(("NotFound", "NotImplemented"), (unknown.Descendants("Code").Single().Value, refused.Descendants("Code").Single().Value));
    }

    private static string Iso(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    private static async Task<IEnumerable<string>> StatesAsync(CloudWatchSystem system)
    {
        var alarms = await system.GetAsync("/_localaws/alarms", TestToken);
        return ((string[])["Unknown", "Held", "Bad", "Good"]).Select(name => alarms["alarms"]!.AsArray().Single(alarm => alarm!["name"]!.ToString() == name)!["state"]!.ToString());
    }
}
