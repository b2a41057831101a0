#nullable disable

using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What Lambda tells a function through environment variables.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime</remarks>
public class LambdaEnvironment
{
    internal const string EnvVarFunctionMemorySize = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";
    internal const string EnvVarServerHostAndPort = "AWS_LAMBDA_RUNTIME_API";
    internal const string EnvVarTraceId = "_X_AMZN_TRACE_ID";
    private const string EnvVarExecutionEnvironment = "AWS_EXECUTION_ENV";
    private const string CustomRuntime = "AWS_Lambda_dotnet_custom";

    private readonly IEnvironmentVariables _environment;

    /// <summary>Reads the environment of the process.</summary>
    public LambdaEnvironment()
        : this(new SystemEnvironmentVariables())
    {
    }

    internal LambdaEnvironment(IEnvironmentVariables environment, LambdaBootstrapOptions options = null)
    {
        _environment = environment;
        FunctionMemorySize = environment.GetEnvironmentVariable(EnvVarFunctionMemorySize);
        FunctionName = environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME");
        FunctionVersion = environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION");
        LogGroupName = environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME");
        LogStreamName = environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME");
        Handler = environment.GetEnvironmentVariable("_HANDLER");
        RuntimeServerHostAndPort = string.IsNullOrEmpty(options?.RuntimeApiEndpoint)
            ? environment.GetEnvironmentVariable(EnvVarServerHostAndPort)
            : options.RuntimeApiEndpoint;

        if (ExecutionEnvironment == CustomRuntime)
        {
            environment.SetEnvironmentVariable(
                EnvVarExecutionEnvironment, $"{CustomRuntime}_amazonlambdaruntimesupport_{typeof(LambdaEnvironment).Assembly.GetName().Version.ToString(3)}");
        }
    }

    /// <summary>Memory of the function in MB, as text.</summary>
    public string FunctionMemorySize { get; private set; }

    /// <summary>Name of the function.</summary>
    public string FunctionName { get; private set; }

    /// <summary>Version of the function.</summary>
    public string FunctionVersion { get; private set; }

    /// <summary>CloudWatch log group.</summary>
    public string LogGroupName { get; private set; }

    /// <summary>CloudWatch log stream.</summary>
    public string LogStreamName { get; private set; }

    /// <summary>Host and port of the Runtime API, with a path after them where an emulator needs one.</summary>
    public string RuntimeServerHostAndPort { get; private set; }

    /// <summary>The function's handler setting.</summary>
    public string Handler { get; private set; }

    /// <summary>X-Ray trace header of the invocation that runs, when one runs at a time.</summary>
    public string XAmznTraceId => _environment.GetEnvironmentVariable(EnvVarTraceId);

    /// <summary>Name of the runtime.</summary>
    public string ExecutionEnvironment => _environment.GetEnvironmentVariable(EnvVarExecutionEnvironment);
}
