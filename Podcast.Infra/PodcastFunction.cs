using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace Podcast.Infra;

/// <summary>One function with a log group and a role of its own.</summary>
internal sealed class PodcastFunction : Construct
{
    public PodcastFunction(Construct scope, FunctionDefinition definition, Code code) : base(scope, definition.Name)
    {
        var logs = new LogGroup(this, "Logs", new LogGroupProps { Retention = RetentionDays.ONE_MONTH });

        // The whole policy is written inside the role: it is there before the function or an event source mapping needs it,
        // and no construct adds a statement that nobody wrote here.
        Role = new Role(this, "Role", new RoleProps
        {
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Permissions"] = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements =
                    [
                        Statements.Allow("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], logs.LogGroupArn),
                        .. definition.Permissions,
                    ],
                }),
            },
        });

        Function = new Function(this, "Function", new FunctionProps
        {
            Description = definition.Description,
            // A name and not a member of the enumeration: the lowest version of the CDK that this builds with does not know it.
            Runtime = new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE),
            Architecture = Architecture.ARM_64,
            Handler = definition.Name,
            Code = code,
            MemorySize = definition.MemorySize,
            Timeout = definition.Timeout,
            Environment = definition.Environment,
            LogGroup = logs,
            Role = Role.WithoutPolicyUpdates(),
        });
    }

    public Function Function { get; }

    public Role Role { get; }

    /// <summary>Gives the function a URL that answers only requests signed with IAM credentials.</summary>
    public FunctionUrl AddUrl() => Function.AddFunctionUrl(new FunctionUrlOptions { AuthType = FunctionUrlAuthType.AWS_IAM });
}
