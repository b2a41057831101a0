using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.Lambda;

/// <summary>LocalAws on free ports with a few functions. The tests play the functions' processes.</summary>
public sealed class LambdaFixture : IAsyncLifetime
{
    public const string AccessKeyId = "AKIATESTADMINISTRATOR";
    public const string SecretAccessKey = "a secret of this test alone";

    private const string Template = """
        {
          "Resources": {
            "Role": { "Type": "AWS::IAM::Role", "Properties": {
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } },
            "Plain": { "Type": "AWS::Lambda::Function", "Properties": {
              "Handler": "Plain", "Runtime": "dotnet10", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 1,
              "Environment": { "Variables": { "WHERE": { "Ref": "AWS::Region" } } } } },
            "Single": { "Type": "AWS::Lambda::Function", "Properties": {
              "Handler": "Single", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "ReservedConcurrentExecutions": 1, "Timeout": 30 } },
            "TwinA": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Twin", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } },
            "TwinB": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Twin", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } },
            "Web": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Web", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } },
            "WebUrl": { "Type": "AWS::Lambda::Url", "Properties": { "AuthType": "AWS_IAM", "TargetFunctionArn": { "Fn::GetAtt": ["Web", "Arn"] } } },
            "Open": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Open", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } },
            "OpenUrl": { "Type": "AWS::Lambda::Url", "Properties": { "AuthType": "NONE", "TargetFunctionArn": { "Fn::GetAtt": ["Open", "Arn"] } } },
            "OpenUrlAccess": { "Type": "AWS::Lambda::Permission", "Properties": {
              "Action": "lambda:InvokeFunctionUrl", "FunctionName": { "Ref": "Open" }, "Principal": "*", "FunctionUrlAuthType": "NONE" } },
            "OpenAccess": { "Type": "AWS::Lambda::Permission", "Properties": {
              "Action": "lambda:InvokeFunction", "FunctionName": { "Ref": "Open" }, "Principal": "*", "InvokedViaFunctionUrl": true } }
          },
          "Outputs": { "OpenUrl": { "Value": { "Fn::GetAtt": ["OpenUrl", "FunctionUrl"] } } }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsServer? _server;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public Uri ApiUrl => _server!.ApiUrl;

    public Uri WebUrl => _server!.FunctionUrl("Web");

    public Uri OpenUrl => _server!.FunctionUrl("Open");

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            AccessKeyId = AccessKeyId,
            SecretAccessKey = SecretAccessKey,
            FunctionUrlPorts = { ["Web"] = 0, ["Open"] = 0 },
        });
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public Uri Api(string path) => new(ApiUrl, path);

    public FunctionProcess Connect(string handler) => new(ApiUrl, handler);

    /// <summary>Signs as curl does with --aws-sigv4, independently of the code under test.</summary>
    public static HttpRequestMessage Sign(
        HttpMethod method,
        Uri url,
        string service,
        string body = "",
        string contentType = "application/json",
        string? target = null,
        params (string Name, string Value)[] signedHeaders)
    {
        var now = DateTime.UtcNow;
        var timestamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = timestamp[..8];
        var payloadHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var path = string.Join('/', url.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
        var query = string.Join('&', url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(WithValue).Order(StringComparer.Ordinal));
        (string Name, string Value)[] headers =
            [.. signedHeaders.Append(("host", url.Authority)).Append(("x-amz-content-sha256", payloadHash)).Append(("x-amz-date", timestamp)).OrderBy(header => header.Item1, StringComparer.Ordinal)];
        var names = string.Join(';', headers.Select(header => header.Name));
        var canonical = $"{method}\n{path}\n{query}\n{string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{payloadHash}";
        var scope = $"{date}/us-east-1/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{timestamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + SecretAccessKey), date), "us-east-1"), service), "aws4_request");
        var signature = Convert.ToHexStringLower(Hmac(key, toSign));

        var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}");
        foreach (var (name, value) in headers.Where(header => header.Name != "host"))
        {
            request.Headers.Add(name, value);
        }

        if (target is not null)
        {
            request.Headers.Add("X-Amz-Target", target);
        }

        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        }

        return request;

        static string WithValue(string parameter)
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            return equals < 0 ? parameter + "=" : $"{parameter[..equals]}={Uri.EscapeDataString(Uri.UnescapeDataString(parameter[(equals + 1)..]))}";
        }
    }

    /// <summary>The names of the functions that have a handler.</summary>
    public IReadOnlyList<string> FunctionNames(string handler) => [.. _server!.Services.GetRequiredService<FunctionRegistry>().All
        .Where(function => function.Configuration.Handler == handler).Select(function => function.Configuration.Name).Order(StringComparer.Ordinal)];

    public Task<HttpResponseMessage> InvokeAsync(
        string handler, string payload, CancellationToken cancellationToken, string? type = null, params (string Name, string Value)[] headers) =>
        InvokeByNameAsync(FunctionNames(handler)[0], payload, cancellationToken, type, headers);

    public Task<HttpResponseMessage> InvokeByNameAsync(
        string name, string payload, CancellationToken cancellationToken, string? type = null, params (string Name, string Value)[] headers)
    {
        var request = Sign(HttpMethod.Post, Api($"/2015-03-31/functions/{name}/invocations"), "lambda", payload);
        if (type is not null)
        {
            request.Headers.Add("X-Amz-Invocation-Type", type);
        }

        foreach (var (header, value) in headers)
        {
            request.Headers.Add(header, value);
        }

        return Http.SendAsync(request, cancellationToken);
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
