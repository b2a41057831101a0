#nullable disable

using System.Globalization;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Helpers;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class LambdaContext : ILambdaContext
{
    private readonly LambdaEnvironment _environment;
    private readonly IConsoleLoggerWriter _logger;
    private readonly TimeProvider _timeProvider;
    private readonly long _deadlineMs;
    private IClientContext _clientContext;
    private ICognitoIdentity _identity;

    internal LambdaContext(RuntimeApiHeaders headers, LambdaEnvironment environment, IConsoleLoggerWriter logger, TimeProvider timeProvider)
    {
        Headers = headers;
        _environment = environment;
        _logger = logger;
        _timeProvider = timeProvider;
        _ = long.TryParse(headers.DeadlineMs, NumberStyles.Integer, CultureInfo.InvariantCulture, out _deadlineMs);
    }

    public string AwsRequestId => Headers.AwsRequestId;

    public IClientContext ClientContext => _clientContext ??= CognitoClientContext.FromJson(Headers.ClientContextJson);

    public string FunctionName => _environment.FunctionName;

    public string FunctionVersion => _environment.FunctionVersion;

    public ICognitoIdentity Identity => _identity ??= CognitoIdentity.FromJson(Headers.CognitoIdentityJson);

    public string InvokedFunctionArn => Headers.InvokedFunctionArn;

    public ILambdaLogger Logger => new LambdaConsoleLogger(_logger);

    public string LogGroupName => _environment.LogGroupName;

    public string LogStreamName => _environment.LogStreamName;

    public int MemoryLimitInMB =>
        int.TryParse(_environment.FunctionMemorySize, NumberStyles.Integer, CultureInfo.InvariantCulture, out var megabytes) ? megabytes : 0;

    public TimeSpan RemainingTime => DateTimeOffset.FromUnixTimeMilliseconds(_deadlineMs) - _timeProvider.GetUtcNow();

    public string TenantId => Headers.TenantId;

    public string TraceId => Headers.TraceId;

    public ILambdaSerializer Serializer { get; internal set; }

    internal RuntimeApiHeaders Headers { get; }
}
