using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Ssm;

/// <summary>The parameters of the deployed stacks, read only. See https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html.</summary>
internal sealed class SsmService(StackHost stacks, IAccountBootstrap bootstrap, IAuthorizer authorizer, LocalAwsOptions options) : IAwsService
{
    private const int MaxBytes = 64 * 1024;

    public string SigningName => "ssm";

    public string Name => "SSM";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.Json10;

    public long MaxRequestBytes => MaxBytes;

    public string GetOperation(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        return target[(target.LastIndexOf('.') + 1)..];
    }

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var operation = GetOperation(context.Request);
        if (operation != "GetParameter")
        {
            throw AwsException.NotImplemented(Name, operation);
        }

        var body = await PayloadReader.ReadAsync(context, MaxBytes) ?? throw Invalid("The request is too large.");
        var name = ReadName(body);
        var arn = $"arn:{StackIdentity.Partition}:ssm:{options.Region}:{options.AccountId}:parameter{(name.StartsWith('/') ? "" : "/")}{name}";
        authorizer.Authorize(caller, "ssm:GetParameter", arn);
        await bootstrap.PrepareAsync(context.RequestAborted);
        var parameter = stacks.Current.OfType("AWS::SSM::Parameter").FirstOrDefault(resource => resource.PhysicalId == name)
            ?? throw new AwsException("ParameterNotFound", "", StatusCodes.Status400BadRequest);
        var answer = new JsonObject
        {
            ["Parameter"] = new JsonObject
            {
                [nameof(Name)] = name,
                ["Type"] = parameter.GetAtt("Type"),
                ["Value"] = parameter.GetAtt("Value"),
                ["Version"] = 1,
                ["ARN"] = arn,
                ["DataType"] = "text",
            },
        };
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static string ReadName(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span)?[nameof(Name)]?.ToString() ?? throw Invalid("The request has no Name.");
        }
        catch (JsonException reason)
        {
            throw new AwsException("SerializationException", reason.Message, StatusCodes.Status400BadRequest);
        }
    }

    private static AwsException Invalid(string message) => new("ValidationException", message, StatusCodes.Status400BadRequest);
}
