using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.LocalAws.Lambda;

public sealed class RuntimeApiTests(LambdaFixture lambda) : IClassFixture<LambdaFixture>
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoke_WithProcess_GivesItTheEventAndReturnsItsResponse()
    {
        using var process = lambda.Connect("Single");
        var invoke = lambda.InvokeAsync("Single", """{"n":1}""", TestToken);
        var before = DateTimeOffset.UtcNow;

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, """{"result":42}""", TestToken, got.InvocationId);
        using var response = await invoke;

        Assert.Equal("""{"n":1}""", got.Payload);
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]$", got.TraceId);
        Assert.Matches("^arn:aws:lambda:us-east-1:000000000000:function:Test-Single-[A-Z2-7]{12}$", got.FunctionArn);
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(got.DeadlineMs), before.AddSeconds(29), DateTimeOffset.UtcNow.AddSeconds(31));
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"result":42}""", await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("$LATEST", response.Headers.GetValues("X-Amz-Executed-Version").Single());
        Assert.False(response.Headers.Contains("X-Amz-Function-Error"));
    }

    [Fact]
    public async Task Invoke_WhenTheFunctionFails_ReturnsItsErrorDocument()
    {
        using var process = lambda.Connect("Single");
        var invoke = lambda.InvokeAsync("Single", "{}", TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.FailAsync(got.RequestId, """{"errorType":"Boom","errorMessage":"it broke"}""", TestToken);
        using var response = await invoke;

        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        Assert.Equal("""{"errorType":"Boom","errorMessage":"it broke"}""", await response.Content.ReadAsStringAsync(TestToken));
    }

    [Fact]
    public async Task Fail_WithLongCauseInAHeader_IsAccepted()
    {
        using var process = lambda.Connect("Single");
        var invoke = lambda.InvokeAsync("Single", "{}", TestToken);
        var got = await process.NextAsync(TestToken);

        using var request = new HttpRequestMessage(HttpMethod.Post, lambda.Api($"/_localaws/runtime/Single/2018-06-01/runtime/invocation/{got.RequestId}/error"));
        request.Headers.Add("Lambda-Runtime-Function-XRay-Error-Cause", new string('x', 200_000));
        request.Content = new StringContent("""{"errorType":"Boom"}""");
        using var accepted = await lambda.Http.SendAsync(request, TestToken);
        using var response = await invoke;

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
    }

    [Fact]
    public async Task Invoke_TimedOut_ReturnsTimeoutAndRefusesTheLateResponse()
    {
        using var process = lambda.Connect("Plain");
        var invoke = lambda.InvokeAsync("Plain", "{}", TestToken);

        var got = await process.NextAsync(TestToken);
        using var response = await invoke;
        using var late = await process.RespondAsync(got.RequestId, "{}", TestToken);

        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestToken))!;
        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        Assert.Equal("Sandbox.Timedout", (string?)error["errorType"]);
        Assert.Equal($"RequestId: {got.RequestId} Error: Task timed out after 1.00 seconds", (string?)error["errorMessage"]);
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        Assert.Contains("InvalidRequestID", await late.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_WhenTheProcessEnds_ReturnsAnExitError()
    {
        using var process = lambda.Connect("Single");
        var invoke = lambda.InvokeAsync("Single", "{}", TestToken);

        await process.NextAsync(TestToken);
        process.Dispose();
        using var told = await lambda.Http.PostAsync(lambda.Api("/_localaws/functions/Single/exit?code=137"), content: null, TestToken);
        using var response = await invoke;

        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
        Assert.Contains("Runtime.ExitError", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_CurlLoopOfTheTutorial_GetsItsResponse()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not installed.");
        // From https://docs.aws.amazon.com/lambda/latest/dg/runtimes-walkthrough.html: a connection for each call.
        const string bootstrap = """
            headers=$(mktemp)
            event=$(curl -sS -D "$headers" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
            id=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$headers" | tr -d '[:space:]' | cut -d: -f2)
            rm "$headers"
            curl -sS "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response" -d "echo $event"
            """;
        var start = new ProcessStartInfo("/bin/sh", ["-c", bootstrap]) { RedirectStandardOutput = true };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = $"{lambda.ApiUrl.Authority}/_localaws/runtime/{lambda.FunctionNames("Single")[0]}";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        using var process = Process.Start(start)!;

        using var response = await lambda.InvokeAsync("Single", """{"n":1}""", TestToken);
        var accepted = await process.StandardOutput.ReadToEndAsync(TestToken);
        await process.WaitForExitAsync(TestToken);

        Assert.Equal("""{"status":"OK"}""", accepted);
        Assert.Equal("""echo {"n":1}""", await response.Content.ReadAsStringAsync(TestToken));
        Assert.False(response.Headers.Contains("X-Amz-Function-Error"));
    }

    [Fact]
    public async Task Invoke_SameHandlerTwice_AreTwoFunctions()
    {
        var names = lambda.FunctionNames("Twin");
        using var first = lambda.Connect(names[0]);
        using var second = lambda.Connect(names[1]);
        var (firstEvent, secondEvent) = (first.NextAsync(TestToken), second.NextAsync(TestToken));

        var invokeSecond = lambda.InvokeByNameAsync(names[1], "2", TestToken);
        var got = await secondEvent;
        using var accepted = await second.RespondAsync(got.RequestId, "\"second\"", TestToken);
        using var response = await invokeSecond;

        Assert.Equal("2", got.Payload);
        Assert.Equal("\"second\"", await response.Content.ReadAsStringAsync(TestToken));
        Assert.False(firstEvent.IsCompleted);
        first.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => firstEvent);
    }

    [Fact]
    public async Task Invoke_WithClientContext_GivesTheRuntimeItsJson()
    {
        using var process = lambda.Connect("Single");
        var context = Convert.ToBase64String("""{"client":{"app_title":"Höre"},"custom":{"a":"b"}}"""u8);
        var invoke = lambda.InvokeAsync("Single", "{}", TestToken, headers: [("X-Amz-Client-Context", context)]);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, "1", TestToken);
        using var response = await invoke;

        Assert.Equal("""{"client":{"app_title":"H\u00F6re"},"custom":{"a":"b"}}""", got.ClientContext);
    }

    [Theory]
    [InlineData("X-Amz-Client-Context", "{}", "InvalidRequestContentException")]
    [InlineData("X-Amz-Client-Context", "W10=", "InvalidRequestContentException")]
    [InlineData("X-Amz-Log-Type", "All", "InvalidParameterValueException")]
    public async Task Invoke_WithAWrongHeader_IsRefused(string name, string value, string error)
    {
        using var response = await lambda.InvokeAsync("Single", "{}", TestToken, headers: [(name, value)]);

        Assert.Equal((HttpStatusCode.BadRequest, error), (response.StatusCode, response.Headers.GetValues("x-amzn-ErrorType").Single()));
    }

    [Fact]
    public async Task Invoke_WithTail_ReturnsTheLog()
    {
        using var process = lambda.Connect("Single");
        var invoke = lambda.InvokeAsync("Single", "{}", TestToken, headers: [("X-Amz-Log-Type", "Tail")]);
        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, "1", TestToken);
        using var response = await invoke;

        var log = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(response.Headers.GetValues("X-Amz-Log-Result").Single()));
        Assert.Matches(
            $@"^START RequestId: {got.RequestId} Version: \$LATEST\nEND RequestId: {got.RequestId}\nREPORT RequestId: {got.RequestId}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t\n$", log);
    }

    [Fact]
    public async Task Invoke_EventBeyondOneMegabyte_IsRefused()
    {
        using var response = await lambda.InvokeAsync("Web", $"\"{new string('x', 1_048_576)}\"", TestToken, "Event");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("1048576", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_WithAnotherInvocationId_IsRefused()
    {
        using var process = lambda.Connect("Single");
        var invoke = lambda.InvokeAsync("Single", "{}", TestToken);

        var got = await process.NextAsync(TestToken);
        using var wrong = await process.RespondAsync(got.RequestId, "{}", TestToken, "another");
        using var right = await process.RespondAsync(got.RequestId, "{}", TestToken, got.InvocationId);
        using var response = await invoke;

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("InvalidInvocationId", await wrong.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, right.StatusCode);
    }

    [Fact]
    public async Task Respond_WithMoreThanSixMegabytes_FailsTheInvocation()
    {
        using var process = lambda.Connect("Single");
        var invoke = lambda.InvokeAsync("Single", "{}", TestToken);

        var got = await process.NextAsync(TestToken);
        using var tooLarge = await process.RespondAsync(got.RequestId, new string('x', 6 * 1024 * 1024 + 200), TestToken);
        using var response = await invoke;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Contains("Function.ResponseSizeTooLarge", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_BeyondTheReservedConcurrency_IsThrottled()
    {
        using var process = lambda.Connect("Single");
        var invoke = lambda.InvokeAsync("Single", "{}", TestToken);
        var got = await process.NextAsync(TestToken);

        using var throttled = await lambda.InvokeAsync("Single", "{}", TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, "{}", TestToken);
        using var response = await invoke;

        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        Assert.Equal("TooManyRequestsException", throttled.Headers.GetValues("x-amzn-ErrorType").Single());
        Assert.Equal(
            "ReservedFunctionConcurrentInvocationLimitExceeded",
            (string?)JsonNode.Parse(await throttled.Content.ReadAsStringAsync(TestToken))!["Reason"]);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Invoke_AfterInitError_ReturnsIt()
    {
        using var process = lambda.Connect("Open");

        using var accepted = await process.FailInitAsync("""{"errorType":"Runtime.BadStart","errorMessage":"no"}""", TestToken);
        using var response = await lambda.InvokeAsync("Open", "{}", TestToken);
        using var health = await lambda.Http.GetAsync(lambda.Api("/_localaws/functions/Open/health"), TestToken);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Contains("Runtime.BadStart", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("Runtime.BadStart", await health.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DryRun", HttpStatusCode.NoContent)]
    [InlineData("Sideways", HttpStatusCode.BadRequest)]
    public async Task Invoke_WithAnotherType_RespondsImmediately(string type, HttpStatusCode expected)
    {
        using var response = await lambda.InvokeAsync("Plain", "{}", TestToken, type);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Invoke_AsAnEvent_RespondsBeforeTheFunctionRuns()
    {
        using var process = lambda.Connect("Web");

        using var response = await lambda.InvokeAsync("Web", """{"later":true}""", TestToken, "Event");
        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, "null", TestToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"later":true}""", got.Payload);
    }

    [Fact]
    public async Task Invoke_NotJson_IsRefused()
    {
        using var response = await lambda.InvokeAsync("Plain", "{oops", TestToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("InvalidRequestContentException", response.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Fact]
    public async Task Environment_Function_HasWhatLambdaSets()
    {
        var json = JsonNode.Parse(await lambda.Http.GetStringAsync(lambda.Api("/_localaws/functions/Plain/environment"), TestToken))!["environment"]!;

        Assert.Equal("us-east-1", (string?)json["WHERE"]);
        Assert.Equal("Plain", (string?)json["_HANDLER"]);
        Assert.Equal($"{lambda.ApiUrl.Authority}/_localaws/runtime/{lambda.FunctionNames("Plain")[0]}", (string?)json["AWS_LAMBDA_RUNTIME_API"]);
        Assert.Equal($"http://{lambda.ApiUrl.Authority}", (string?)json["AWS_ENDPOINT_URL"]);
        Assert.StartsWith("ASIA", (string?)json["AWS_ACCESS_KEY_ID"], StringComparison.Ordinal);
        Assert.Null(json["AWS_LAMBDA_MAX_CONCURRENCY"]);
    }

    [Theory]
    [InlineData("/_localaws/stack", HttpStatusCode.OK)]
    [InlineData("/_localaws/functions/Nobody/environment", HttpStatusCode.NotFound)]
    [InlineData("/_localaws/elsewhere", HttpStatusCode.NotFound)]
    [InlineData("/2015-03-31/functions/", HttpStatusCode.Forbidden)]
    public async Task ControlApi_Path_Responds(string path, HttpStatusCode expected)
    {
        using var response = await lambda.Http.GetAsync(lambda.Api(path), TestToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/2015-03-31/functions/", "Test-Plain-")]
    [InlineData("/2015-03-31/event-source-mappings/", "EventSourceMappings")]
    public async Task Describe_Stack_ListsIt(string path, string expected)
    {
        using var request = LambdaFixture.Sign(HttpMethod.Get, lambda.Api(path), "lambda");
        using var response = await lambda.Http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(expected, await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_UnknownOperation_IsNamed()
    {
        using var request = LambdaFixture.Sign(HttpMethod.Delete, lambda.Api("/2015-03-31/functions/x"), "lambda");
        using var response = await lambda.Http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains("DELETE /2015-03-31/functions/x", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }
}
