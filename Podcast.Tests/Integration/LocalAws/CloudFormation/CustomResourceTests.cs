using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.CloudFormation;

/// <summary>The requests to a function behind a custom resource, and what follows from its responses. The test is the function.</summary>
public sealed class CustomResourceTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private CloudFormationClient _aws = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await CloudFormationClient.StartAsync();
        Assert.Equal("CREATE_COMPLETE", await _aws.DeployAsync("Stack", Template()));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task CustomResource_FunctionThatResponds_IsInvokedForEachChange()
    {
        using var process = new Lambda.FunctionProcess(_aws.Server.ApiUrl, "Maker");
        var created = await WhileRespondingAsync(process, "SUCCESS", null, () => _aws.DeployAsync("Stack", Template("""{ "Size": 1 }""")), "UPDATE_COMPLETE");

        Assert.Equal("Create", created["RequestType"]!.ToString());
        Assert.Equal("Custom::Thing", created["ResourceType"]!.ToString());
        Assert.Equal("Thing", created["LogicalResourceId"]!.ToString());
        Assert.StartsWith("arn:aws:cloudformation:us-east-1:", created["StackId"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"ServiceToken":"ARN","Size":"1"}""", created["ResourceProperties"]!.ToJsonString().Replace(created["ServiceToken"]!.ToString(), "ARN", StringComparison.Ordinal));
        Assert.Null(created["PhysicalResourceId"]);
        Assert.Equal("the thing", await _aws.PhysicalIdAsync("Stack", "Thing"));

        var updated = await WhileRespondingAsync(process, "SUCCESS", null, () => _aws.DeployAsync("Stack", Template("""{ "Size": 2 }""")), "UPDATE_COMPLETE");

        Assert.Equal("Update", updated["RequestType"]!.ToString());
        Assert.Equal("the thing", updated["PhysicalResourceId"]!.ToString());
        Assert.Equal("1", updated["OldResourceProperties"]!["Size"]!.ToString());

        var deleted = await WhileRespondingAsync(process, "SUCCESS", null, () => _aws.DeployAsync("Stack", Template()), "UPDATE_COMPLETE");

        Assert.Equal("Delete", deleted["RequestType"]!.ToString());
        Assert.Equal("the thing", deleted["PhysicalResourceId"]!.ToString());
        Assert.Equal("2", deleted["ResourceProperties"]!["Size"]!.ToString());
    }

    [Fact]
    public async Task CustomResource_FunctionThatFails_FailsWithItsReason()
    {
        using var process = new Lambda.FunctionProcess(_aws.Server.ApiUrl, "Maker");
        await WhileRespondingAsync(process, "FAILED", "It is too large.", () => _aws.DeployAsync("Stack", Template("""{ "Size": 1 }""")), "UPDATE_ROLLBACK_COMPLETE");

        Assert.Contains(await _aws.EventsAsync("Stack"), line => line.StartsWith("Thing CREATE_FAILED", StringComparison.Ordinal)
            && line.Contains("Received response status [FAILED] from custom resource. Message returned: It is too large.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CustomResource_FunctionNotRunning_IsSkipped()
    {
        Assert.Equal("UPDATE_COMPLETE", await _aws.DeployAsync("Stack", Template("""{ "Size": 1 }""")));

        Assert.Contains("Thing CREATE_COMPLETE Its function was not invoked: LocalAws runs no process of it.", await _aws.EventsAsync("Stack"));
    }

    // Returns what the function was asked.
    private async Task<JsonNode> WhileRespondingAsync(Lambda.FunctionProcess process, string status, string? reason, Func<Task<string>> deploy, string expected)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(Bound);
        var next = process.NextAsync(deadline.Token);
        var function = _aws.Server.Services.GetRequiredService<FunctionRegistry>().Find("Maker")!;
        while (function.Pending is not null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
        }

        var deployment = deploy();
        var invocation = await next;
        var request = JsonNode.Parse(invocation.Payload)!;
        var body = new JsonObject { ["Status"] = status, ["Reason"] = reason, ["PhysicalResourceId"] = "the thing" };
        foreach (var name in (string[])["StackId", "RequestId", "LogicalResourceId"])
        {
            body[name] = request[name]!.ToString();
        }

        var address = new Uri(request["ResponseURL"]!.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(new(address.GetLeftPart(UriPartial.Path)), body));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(address, body));
        (await process.RespondAsync(invocation.RequestId, "{}", deadline.Token)).Dispose();
        Assert.Equal(expected, await deployment);
        return request;
    }

    private async Task<HttpStatusCode> PutAsync(Uri address, JsonObject body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        using var response = await _http.PutAsync(address, content, TestToken);
        return response.StatusCode;
    }

    private static string Template(string? thing = null)
    {
        var template = JsonNode.Parse("""
            { "Resources": {
                "Role": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                  { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" } ] } } },
                "Function": { "Type": "AWS::Lambda::Function", "Properties": {
                  "Handler": "Maker", "Runtime": "dotnet10", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Code": { "S3Bucket": "b", "S3Key": "k" } } } } }
            """)!;
        if (thing is not null)
        {
            var properties = JsonNode.Parse(thing)!.AsObject();
            properties.Insert(0, "ServiceToken", JsonNode.Parse("""{ "Fn::GetAtt": ["Function", "Arn"] }"""));
            template["Resources"]!["Thing"] = new JsonObject { ["Type"] = "Custom::Thing", ["Properties"] = properties };
        }

        return template.ToJsonString();
    }
}
