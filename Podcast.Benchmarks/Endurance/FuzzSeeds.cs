using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Podcast.Benchmarks.Endurance;

/// <summary>
/// Requests as their callers send them, of every kind that the system takes. None of them takes away what the others need: a stack, a table, the demo's keys.
/// </summary>
internal sealed class FuzzSeeds(JsonNode endpoints, JsonNode outputs)
{
    /// <summary>The secret of the webhooks' providers.</summary>
    public const string Secret = "a-secret-of-the-fuzz-alone";

    private static readonly string[] Kinds = ["standard-webhooks", "stripe", "memberful", "patreon"];

    private readonly string _bucket = Output("Media", "Bucket", outputs);
    private readonly string _table = Output("Subscribers", "Table", outputs);
    private readonly string _queue = endpoints["aws"] + "/000000000000/fuzz";
    private readonly string _feed = new Uri(endpoints["feeds"]!["active"]!.GetValue<string>()).AbsolutePath;
    private readonly string _lapsed = new Uri(endpoints["feeds"]!["lapsed"]!.GetValue<string>()).AbsolutePath;

    /// <summary>The providers that the webhooks need.</summary>
    public static IEnumerable<(string Path, string Body)> Providers => Kinds.Select(kind => (
        $"/providers/fuzz-{kind}",
        $$$$$$"""{"scheme":"{{{{{{kind}}}}}}","secrets":["{{{{{{SecretOf(kind)}}}}}}"],"plans":[{"price":"price-1","plan":"gold","shows":["demo"]}]}"""));

    public IReadOnlyList<FuzzRequest> All() => [.. Edge(), .. Rest(), .. Json(), .. Query(), .. S3(), .. Publisher(), .. Webhooks()];

    private static string Output(string part, string kind, JsonNode outputs) =>
        outputs.AsObject().First(output => output.Key.Contains(part, StringComparison.Ordinal) && output.Key.Contains(kind, StringComparison.Ordinal)).Value!.GetValue<string>();

    private static string SecretOf(string kind) => kind == "standard-webhooks" ? "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) : Secret;

    private IEnumerable<FuzzRequest> Edge()
    {
        var token = _feed.Split('/')[1];
        string[] paths =
        [
            _feed, _lapsed, $"/{token}/", $"/{token}/shows/demo", $"/{token}/media/demo/first/audio.mp3", $"/{token}/media/demo/none/none.m3u8", $"/{token}/notices/demo/lapsed.mp3",
            $"/A{token[1..]}/feeds/demo.xml", $"/entitlements/{token}/feeds/demo.xml", "/media/demo/first/audio.mp3", "/assets/none/site.css", "/artwork/none.jpg", "/", "/robots.txt",
        ];
        foreach (var path in paths)
        {
            yield return new(FuzzTarget.Edge, "GET", path, "", "") { Headers = [new("User-Agent", "Overcast/3.0"), new("Accept-Encoding", "gzip, br")] };
            yield return new(FuzzTarget.Edge, "GET", path, "grant=01AAAA.BBBB&a=1", "") { Headers = [new("Range", "bytes=0-99")] };
        }
    }

    private IEnumerable<FuzzRequest> Json()
    {
        const string key = """{"pk":{"S":"FUZZ"},"id":{"S":"FUZZ"}}""";
        (string Service, string Target, string Body)[] calls =
        [
            ("dynamodb", "DynamoDB_20120810.PutItem", $$$$$$"""{"TableName":"{{{{{{_table}}}}}}","Item":{"id":{"S":"fuzz"},"email":{"S":"a@example.com"},"version":{"N":"1"},"tags":{"SS":["a","b"]},"map":{"M":{"a":{"L":[{"BOOL":true},{"NULL":true},{"B":"AAAA"}]}}}},"ConditionExpression":"attribute_not_exists(id)"}"""),
            ("dynamodb", "DynamoDB_20120810.UpdateItem", $$$$$$"""{"TableName":"{{{{{{_table}}}}}}","Key":{"id":{"S":"fuzz"}},"UpdateExpression":"SET #a = if_not_exists(#a, :b) REMOVE c","ExpressionAttributeNames":{"#a":"a"},"ExpressionAttributeValues":{":b":{"N":"1"}},"ReturnValues":"ALL_NEW"}"""),
            ("dynamodb", "DynamoDB_20120810.GetItem", $$$$$$"""{"TableName":"{{{{{{_table}}}}}}","Key":{{{{{{key}}}}}},"ConsistentRead":true,"ProjectionExpression":"a,b[0].c"}"""),
            ("dynamodb", "DynamoDB_20120810.Query", $$$$$$"""{"TableName":"{{{{{{_table}}}}}}","KeyConditionExpression":"id = :a","FilterExpression":"size(b) > :a","ExpressionAttributeValues":{":a":{"S":"x"}},"Limit":5,"ExclusiveStartKey":{"id":{"S":"x"}}}"""),
            ("dynamodb", "DynamoDB_20120810.Scan", $$$$$$"""{"TableName":"{{{{{{_table}}}}}}","Limit":2,"Segment":0,"TotalSegments":4}"""),
            ("dynamodb", "DynamoDB_20120810.BatchWriteItem", $$$$$$"""{"RequestItems":{"{{{{{{_table}}}}}}":[{"PutRequest":{"Item":{"id":{"S":"fuzz-2"},"email":{"S":"=1+1"}}}},{"DeleteRequest":{"Key":{"id":{"S":"fuzz-3"}}}}]}}"""),
            ("dynamodb", "DynamoDB_20120810.TransactWriteItems", $$$$$$"""{"TransactItems":[{"Put":{"TableName":"{{{{{{_table}}}}}}","Item":{"id":{"S":"fuzz-4"}}}},{"ConditionCheck":{"TableName":"{{{{{{_table}}}}}}","Key":{"id":{"S":"fuzz-5"}},"ConditionExpression":"attribute_not_exists(id)"}}],"ClientRequestToken":"fuzz"}"""),
            ("dynamodb", "DynamoDB_20120810.DescribeTable", $$$$$$"""{"TableName":"{{{{{{_table}}}}}}"}"""),
            ("dynamodb", "DynamoDB_20120810.ListTables", """{"Limit":1,"ExclusiveStartTableName":"a"}"""),
            ("dynamodb", "DynamoDBStreams_20120810.ListStreams", $$$$$$"""{"TableName":"{{{{{{_table}}}}}}","Limit":1}"""),
            ("dynamodb", "DynamoDBStreams_20120810.GetRecords", """{"ShardIterator":"AAAA","Limit":1}"""),
            ("sqs", "AmazonSQS.ListQueues", """{"QueueNamePrefix":"a","MaxResults":2}"""),
            ("sqs", "AmazonSQS.SendMessage", $$$$$$"""{"QueueUrl":"{{{{{{_queue}}}}}}","MessageBody":"hello","DelaySeconds":0,"MessageAttributes":{"a":{"DataType":"String","StringValue":"b"}}}"""),
            ("sqs", "AmazonSQS.ReceiveMessage", $$$$$$"""{"QueueUrl":"{{{{{{_queue}}}}}}","MaxNumberOfMessages":10,"WaitTimeSeconds":0,"AttributeNames":["All"]}"""),
            ("sqs", "AmazonSQS.SendMessageBatch", $$$$$$"""{"QueueUrl":"{{{{{{_queue}}}}}}","Entries":[{"Id":"a","MessageBody":"b"}]}"""),
            ("events", "AWSEvents.PutEvents", """{"Entries":[{"Source":"fuzz","DetailType":"a","Detail":"{\"a\":1}","Resources":["arn:aws:s3:::x"],"Time":1700000000}]}"""),
            ("events", "AWSEvents.TestEventPattern", """{"EventPattern":"{\"source\":[{\"prefix\":\"a\"},{\"numeric\":[\">\",1]}]}","Event":"{\"id\":\"1\",\"account\":\"1\",\"source\":\"ab\",\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"x\",\"resources\":[],\"detail-type\":\"b\",\"detail\":{\"a\":2}}"}"""),
            ("ssm", "AmazonSSM.GetParameter", """{"Name":"/cdk-bootstrap/hnb659fds/version","WithDecryption":true}"""),
        ];
        return calls.Select(call => new FuzzRequest(FuzzTarget.Aws, "POST", "/", "", call.Body)
        {
            Service = call.Service,
            Headers = [new("Content-Type", "application/x-amz-json-1.0"), new("x-amz-target", call.Target)],
        });
    }

    private static IEnumerable<FuzzRequest> Rest()
    {
        const string schedule = """{"ScheduleExpression":"rate(5 days)","FlexibleTimeWindow":{"Mode":"FLEXIBLE","MaximumWindowInMinutes":5},"ScheduleExpressionTimezone":"Europe/Berlin","Target":{"Arn":"arn:aws:sqs:us-east-1:000000000000:none","RoleArn":"arn:aws:iam::000000000000:role/none","Input":"{}","RetryPolicy":{"MaximumRetryAttempts":1}}}""";
        const string job = """{"role":"arn:aws:iam::000000000000:role/none","queue":"none","userMetadata":{"a":"b"},"settings":{"inputs":[{"fileInput":"s3://none/x","audioSelectors":{"Audio Selector 1":{"defaultSelection":"DEFAULT"}}}],"outputGroups":[{"outputGroupSettings":{"type":"FILE_GROUP_SETTINGS","fileGroupSettings":{"destination":"s3://none/a"}},"outputs":[{"containerSettings":{"container":"RAW"},"audioDescriptions":[{"codecSettings":{"codec":"MP3","mp3Settings":{"bitrate":128000,"sampleRate":44100,"channels":2,"rateControlMode":"CBR"}}}]}]}]}}""";
        (string Service, string Method, string Path, string Query, string Body)[] calls =
        [
            ("lambda", "POST", "/2015-03-31/functions/Feeds/invocations", "", """{"rawPath":"/feeds/demo.xml","headers":{"host":"a"},"requestContext":{"http":{"method":"GET","path":"/"}},"isBase64Encoded":false}"""),
            ("lambda", "POST", "/2015-03-31/functions/StreamProcessor/invocations", "Qualifier=$LATEST", """{"Records":[{"eventID":"1","eventName":"MODIFY","eventSource":"aws:dynamodb","dynamodb":{"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"}},"SequenceNumber":"1","SizeBytes":1,"StreamViewType":"NEW_IMAGE","ApproximateCreationDateTime":1700000000}}]}"""),
            ("lambda", "POST", "/2015-03-31/functions/TranscodingEvents/invocations", "", """{"source":"aws.mediaconvert","detail-type":"MediaConvert Job State Change","detail":{"status":"COMPLETE","jobId":"1","userMetadata":{"show":"demo","episode":"a"},"outputGroupDetails":[{"outputDetails":[{"outputFilePaths":["s3://a/b"],"durationInMs":1}]}]}}"""),
            ("lambda", "GET", "/2015-03-31/functions", "MaxItems=2&Marker=a", ""),
            ("lambda", "GET", "/2015-03-31/functions/Feeds", "Qualifier=$LATEST", ""),
            ("mediaconvert", "POST", "/2017-08-29/jobs", "", job),
            ("mediaconvert", "GET", "/2017-08-29/jobs", "maxResults=2&order=ASCENDING&status=ERROR", ""),
            ("scheduler", "POST", "/schedules/fuzz", "", schedule),
            ("scheduler", "PUT", "/schedules/fuzz", "", schedule),
            ("scheduler", "GET", "/schedules", "MaxResults=2&NamePrefix=f&ScheduleGroup=default&State=ENABLED", ""),
            ("scheduler", "POST", "/schedule-groups/fuzz", "", """{"ClientToken":"a","Tags":[{"Key":"a","Value":"b"}]}"""),
            ("cloudfront", "GET", "/2020-05-31/distribution", "MaxItems=2&Marker=a", ""),
            ("cloudfront", "GET", "/2020-05-31/cache-policy", "Type=managed&MaxItems=3", ""),
            ("cloudfront", "POST", "/2020-05-31/function", "", """<CreateFunctionRequest xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Name>fuzz</Name><FunctionConfig><Comment>a</Comment><Runtime>cloudfront-js-2.0</Runtime></FunctionConfig><FunctionCode>ZnVuY3Rpb24gaGFuZGxlcihlKXtyZXR1cm4gZS5yZXF1ZXN0fQ==</FunctionCode></CreateFunctionRequest>"""),
            ("cloudfront", "POST", "/2020-05-31/key-value-store", "", """<CreateKeyValueStoreRequest xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Name>fuzz</Name><Comment>a</Comment></CreateKeyValueStoreRequest>"""),
            ("cloudfront-keyvaluestore", "GET", "/key-value-stores/arn%3Aaws%3Acloudfront%3A%3A000000000000%3Akey-value-store%2Fnone/keys", "MaxResults=2&NextToken=a", ""),
            ("cloudfront-keyvaluestore", "PUT", "/key-value-stores/arn%3Aaws%3Acloudfront%3A%3A000000000000%3Akey-value-store%2Fnone/keys/a", "", """{"Value":"a"}"""),
            ("cloudfront-keyvaluestore", "POST", "/key-value-stores/arn%3Aaws%3Acloudfront%3A%3A000000000000%3Akey-value-store%2Fnone/keys", "", """{"Puts":[{"Key":"a","Value":"b"}],"Deletes":[{"Key":"c"}]}"""),
            ("none", "GET", "/", "", ""),
        ];
        return calls.Select(call => new FuzzRequest(FuzzTarget.Aws, call.Method, call.Path, call.Query, call.Body)
        {
            Service = call.Service,
            Headers = call.Body.StartsWith('<') ? [new("Content-Type", "text/xml")] : [new("Content-Type", "application/json"), new("If-Match", "ETVPDKIKX0DER")],
        });
    }

    private IEnumerable<FuzzRequest> Query()
    {
        var template = Uri.EscapeDataString("""{"Parameters":{"P":{"Type":"String","Default":"a"}},"Resources":{"Queue":{"Type":"AWS::SQS::Queue","Properties":{"VisibilityTimeout":{"Fn::Select":[0,[30,"x"]]},"QueueName":{"Fn::Sub":"fuzz-${P}"}}},"Table":{"Type":"AWS::DynamoDB::Table","Properties":{"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST"}}},"Outputs":{"O":{"Value":{"Ref":"Queue"}}}}""");
        (string Service, string Body)[] calls =
        [
            ("sts", "Action=GetCallerIdentity&Version=2011-06-15"),
            ("sts", "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fnone&RoleSessionName=fuzz&DurationSeconds=900"),
            ("sqs", "Action=ListQueues&Version=2012-11-05&QueueNamePrefix=a"),
            ("sqs", $"Action=SendMessage&Version=2012-11-05&QueueUrl={Uri.EscapeDataString(_queue)}&MessageBody=a&MessageAttribute.1.Name=b&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=c"),
            ("cloudformation", "Action=DescribeStacks&Version=2010-05-15&StackName=Podcast"),
            ("cloudformation", "Action=DescribeStackEvents&Version=2010-05-15&StackName=Podcast&NextToken=a"),
            ("cloudformation", $"Action=ValidateTemplate&Version=2010-05-15&TemplateBody={template}"),
            ("cloudformation", $"Action=GetTemplateSummary&Version=2010-05-15&TemplateBody={template}"),
            ("cloudformation", $"Action=CreateChangeSet&Version=2010-05-15&StackName=fuzz&ChangeSetName=fuzz&ChangeSetType=CREATE&TemplateBody={template}&Parameters.member.1.ParameterKey=P&Parameters.member.1.ParameterValue=b"),
            ("ec2", "Action=DescribeInstances&Version=2016-11-15"),
        ];
        return calls.Select(call => new FuzzRequest(FuzzTarget.Aws, "POST", "/", "", call.Body)
        {
            Service = call.Service,
            Headers = [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
        });
    }

    private IEnumerable<FuzzRequest> S3()
    {
        var at = $"/{_bucket}";
        (string Method, string Path, string Query, string Body)[] calls =
        [
            ("GET", "/", "max-buckets=2", ""),
            ("GET", at, "list-type=2&prefix=a&delimiter=%2F&max-keys=2&encoding-type=url&fetch-owner=true", ""),
            ("GET", at, "prefix=a&marker=b&max-keys=2", ""),
            ("GET", at, "versions&key-marker=a&version-id-marker=b", ""),
            ("GET", at, "uploads&max-uploads=2", ""),
            ("GET", at, "location", ""),
            ("PUT", at + "/fuzz/a", "", "hello"),
            ("GET", at + "/fuzz/a", "response-content-type=text/plain&versionId=null&partNumber=1", ""),
            ("HEAD", at + "/fuzz/a", "", ""),
            ("DELETE", at + "/fuzz/a", "", ""),
            ("PUT", at + "/fuzz/a", "tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"),
            ("POST", at, "delete", "<Delete><Quiet>true</Quiet><Object><Key>fuzz/b</Key></Object><Object><Key>fuzz/c</Key><VersionId>null</VersionId></Object></Delete>"),
            ("POST", at + "/fuzz/m", "uploads", ""),
            ("PUT", at + "/fuzz/m", "partNumber=1&uploadId=none", "part"),
            ("POST", at + "/fuzz/m", "uploadId=none", "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part></CompleteMultipartUpload>"),
            ("PUT", at + "/fuzz/copy", "", ""),
            ("POST", at, "", "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nfuzz/${filename}\r\n--x\r\nContent-Disposition: form-data; name=\"policy\"\r\n\r\ne30=\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhello\r\n--x--\r\n"),
        ];
        return calls.Select(call => new FuzzRequest(FuzzTarget.Aws, call.Method, call.Path, call.Query, call.Body)
        {
            Service = call.Body.StartsWith("--", StringComparison.Ordinal) ? null : "s3",
            Headers = call.Path.EndsWith("copy", StringComparison.Ordinal) ? [new("x-amz-copy-source", $"{_bucket}/fuzz/a"), new("x-amz-metadata-directive", "REPLACE")]
                : call.Body.StartsWith("--", StringComparison.Ordinal) ? [new("Content-Type", "multipart/form-data; boundary=x")]
                : [new("Content-Type", "text/plain"), new("x-amz-meta-a", "b")],
        });
    }

    private static IEnumerable<FuzzRequest> Publisher()
    {
        (string Method, string Path, string Query, string Body, string Type)[] calls =
        [
            ("GET", "/openapi.json", "", "", ""),
            ("GET", "/shows", "", "", ""),
            ("POST", "/shows", "", """{"id":"fuzz","title":"The show","description":"About.","author":"Somebody","language":"en","explicit":false,"categories":["Arts > Design"]}""", "application/json"),
            ("PATCH", "/shows/fuzz", "", """{"title":"Another","link":"https://example.com"}""", "application/merge-patch+json"),
            ("GET", "/shows/demo/episodes", "limit=2&cursor=AAAA&status=ready", "", ""),
            ("POST", "/shows/fuzz/episodes", "", """{"title":"One","description":"<p>Notes</p>","publishAt":"2030-01-01T00:00:00Z","season":1,"number":2,"explicit":true,"audio":{"contentType":"audio/mpeg","bytes":1000,"seconds":10}}""", "application/json"),
            ("POST", "/shows/fuzz/episodes/one/recordings", "", """{"contentType":"audio/mpeg","bytes":1000,"fileName":"a.mp3"}""", "application/json"),
            ("PUT", "/shows/fuzz/artwork", "", "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0\u00ff\u00c0\0\u0011\u0008\u0005\u0078\u0005\u0078\u0003\u0001\u0022\0\u0002\u0011\u0001\u0003\u0011\u0001", "image/jpeg"),
            ("GET", "/subscribers", "email=fuzz%40example.com&limit=3&show=demo&state=active", "", ""),
            ("POST", "/subscribers", "", """{"email":"fuzz@example.com","shows":["demo"],"expiresAt":"2031-01-31T00:00:00Z","plan":"a","notes":"b"}""", "application/json"),
            ("POST", "/subscribers/search", "", """{"email":"fuzz@example.com"}""", "application/json"),
            ("PATCH", "/subscribers/none", "", """{"email":"other@example.com","plan":"b"}""", "application/merge-patch+json"),
            ("POST", "/subscribers/none/renew", "", """{"expiresAt":"2031-01-31T00:00:00Z"}""", "application/json"),
            ("POST", "/subscribers/none/rotate", "", "", "application/json"),
            ("GET", "/subscribers/none/feeds", "", "", ""),
            ("POST", "/imports/fuzz/lines", "first=1&dryRun=true", "email,shows,expiresAt\r\n\"csv@example.com\",demo,2031-01-31\r\n=1+1@example.com,demo,2031-01-31T00:00:00Z\r\n", "text/csv"),
            ("GET", "/exports/subscribers", "format=csv&limit=5", "", ""),
            ("GET", "/signing-keys", "", "", ""),
            ("GET", "/signing-keys/01/reissued", "limit=2&cursor=a", "", ""),
            ("GET", "/providers/fuzz-stripe", "", "", ""),
            ("PUT", "/providers/fuzz", "", """{"scheme":"stripe","secrets":["0123456789abcdef"],"plans":[{"price":"price-1","plan":"gold","shows":["demo"]}],"graceSeconds":5}""", "application/json"),
            ("POST", "/migrations/subscribers", "", """{"cursor":null}""", "application/json"),
        ];
        return calls.Select(call => new FuzzRequest(FuzzTarget.Publisher, call.Method, call.Path, call.Query, call.Body)
        {
            Service = "lambda",
            Headers = call.Type.Length == 0 ? [] : [new("Content-Type", call.Type), new("If-Match", "*")],
        });
    }

    private static IEnumerable<FuzzRequest> Webhooks()
    {
        const string stripe = """{"id":"evt_1","type":"customer.subscription.updated","created":1760000000,"data":{"object":{"id":"sub_1","customer":"cus_1","status":"active","cancel_at":null,"metadata":{"email":"stripe@example.com"},"items":{"data":[{"price":{"id":"price-1"},"current_period_start":1760000000,"current_period_end":1960000000}]}}}}""";
        const string customer = """{"id":"evt_2","type":"checkout.session.completed","created":1760000000,"data":{"object":{"customer":"cus_1","customer_details":{"email":"stripe@example.com"}}}}""";
        const string memberful = """{"event":"subscription.updated","subscription":{"id":7,"active":true,"autorenew":true,"expires_at":"2031-01-31T00:00:00Z","member":{"id":3,"email":"member@example.com"},"subscription_plan":{"id":"price-1"}}}""";
        const string patreon = """{"data":{"type":"member","id":"m1","attributes":{"email":"patron@example.com","patron_status":"active_patron","last_charge_status":"Paid","next_charge_date":"2031-01-31T00:00:00Z"},"relationships":{"currently_entitled_tiers":{"data":[{"type":"tier","id":"price-1"}]},"user":{"data":{"id":"u1"}}}}}""";
        const string standard = """{"type":"subscription.updated","timestamp":"2026-01-01T00:00:00Z","data":{"subscription":"s1","customer":"c1","email":"standard@example.com","prices":["price-1"],"paidUntil":"2031-01-31T00:00:00Z"}}""";
        (string Kind, string Body, KeyValuePair<string, string>[] Headers, Func<byte[], IEnumerable<KeyValuePair<string, string>>> Sign)[] calls =
        [
            ("stripe", stripe, [], SignStripe),
            ("stripe", customer, [], SignStripe),
            ("memberful", memberful, [], body => [new("X-Memberful-Webhook-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)))]),
            ("patreon", patreon, [new("X-Patreon-Event", "members:update")], SignPatreon),
            ("standard-webhooks", standard, [], SignStandard),
            ("unknown", stripe, [], SignStripe),
        ];
        return calls.Select(call => new FuzzRequest(FuzzTarget.Webhooks, "POST", $"/webhooks/fuzz-{call.Kind}", "", call.Body)
        {
            Headers = [new("Content-Type", "application/json"), .. call.Headers],
            Sign = call.Sign,
        });
    }

    private static IEnumerable<KeyValuePair<string, string>> SignStripe(byte[] body)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return [new("Stripe-Signature", $"t={now},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes(now + "."), .. body]))}")];
    }

    private static IEnumerable<KeyValuePair<string, string>> SignStandard(byte[] body)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes($"msg_1.{now}."), .. body]);
        return [new("webhook-id", "msg_1"), new("webhook-timestamp", now), new("webhook-signature", "v1," + Convert.ToBase64String(signature))];
    }

    // https://docs.patreon.com/#webhooks: the provider chose MD5.
#pragma warning disable CA5351
    private static IEnumerable<KeyValuePair<string, string>> SignPatreon(byte[] body) =>
        [new("X-Patreon-Signature", Convert.ToHexStringLower(HMACMD5.HashData(Encoding.UTF8.GetBytes(Secret), body)))];
#pragma warning restore CA5351
}
