using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Ssm;

/// <summary>The parameters of the deployed stacks, read only. See https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html.</summary>
internal sealed class SsmService : AwsJsonService
{
    private const int MaxNames = 10;

    private readonly StackHost _stacks;
    private readonly IAccountBootstrap _bootstrap;
    private readonly AwsArns _arns;

    public SsmService(StackHost stacks, IAccountBootstrap bootstrap, IAuthorizer authorizer, LocalAwsOptions options)
    {
        _stacks = stacks;
        _bootstrap = bootstrap;
        _arns = options.GetArns();
        Operations = new(Name, authorizer)
        {
            { "GetParameter", "ssm:GetParameter", request => _arns.Parameter(ParameterName(request)), GetParameterAsync },
            {
                "GetParameters", request => ParameterNames(request).Select(name => new RequiredPermission("ssm:GetParameters", _arns.Parameter(name))),
                GetParametersAsync
            },
        };
    }

    public override string SigningName => "ssm";

    public override string Name => "SSM";

    public override AwsJsonProtocol Protocol { get; } = new("1.1", errorNamespace: "");

    public override long MaxRequestBytes => 64 * 1024;

    protected override OperationTable<AwsJsonRequest, JsonObject> Operations { get; }

    protected override AwsException RequestTooLarge() => Invalid("The request is too large.");

    private async Task<JsonObject> GetParameterAsync(AwsJsonRequest request)
    {
        var name = ParameterName(request);
        await _bootstrap.PrepareAsync(request.Aborted);
        return Find(name) is { } parameter
            ? new() { ["Parameter"] = Describe(parameter) }
            : throw new AwsException("ParameterNotFound", "", StatusCodes.Status400BadRequest);
    }

    // Names that do not exist are listed apart, and are no error.
    private async Task<JsonObject> GetParametersAsync(AwsJsonRequest request)
    {
        var names = ParameterNames(request);
        await _bootstrap.PrepareAsync(request.Aborted);
        var found = names.Select(name => (Name: name, Parameter: Find(name))).ToLookup(pair => pair.Parameter is not null);
        return new()
        {
            ["Parameters"] = new JsonArray([.. found[true].Select(pair => (JsonNode)Describe(pair.Parameter!))]),
            ["InvalidParameters"] = new JsonArray([.. found[false].Select(pair => (JsonNode)pair.Name)]),
        };
    }

    private StackResource? Find(string name) => _stacks.Current.OfType("AWS::SSM::Parameter").FirstOrDefault(resource => resource.PhysicalId == name);

    private JsonObject Describe(StackResource parameter) => new()
    {
        ["Name"] = parameter.PhysicalId,
        ["Type"] = parameter.GetAtt("Type"),
        ["Value"] = parameter.GetAtt("Value"),
        ["Version"] = 1,
        ["ARN"] = _arns.Parameter(parameter.PhysicalId),
        ["DataType"] = "text",
    };

    private static IReadOnlyList<string> ParameterNames(AwsJsonRequest request) => request.Input["Names"] is JsonArray { Count: >= 1 and <= MaxNames } names
        ? [.. names.Select(name => name?.ToString() ?? "").Distinct(StringComparer.Ordinal)]
        : throw Invalid($"1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length between 1 and {MaxNames}, inclusive");

    private static string ParameterName(AwsJsonRequest request) =>
        request.Input["Name"]?.ToString() ?? throw Invalid("1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null");

    private static AwsException Invalid(string message) => new("ValidationException", message, StatusCodes.Status400BadRequest);
}
