namespace Podcast.LocalAws.Core;

/// <summary>The configuration of the process, by environment variables such as <c>LocalAws__ApiPort</c> or by the command line.</summary>
internal sealed class LocalAwsOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "LocalAws";

    /// <summary>The synthesized CloudFormation template, as JSON, that is deployed at start. Empty, nothing is deployed until <c>cdk deploy</c> does.</summary>
    public string TemplatePath { get; set; } = "";

    /// <summary>The port of the AWS endpoint; 0 takes a free one.</summary>
    public int ApiPort { get; set; }

    /// <summary>The port of the distribution, as viewers see it; 0 takes a free one.</summary>
    public int EdgePort { get; set; }

    /// <summary>Function handlers that have a listener of their own, where the root path is the function URL; 0 takes a free port.</summary>
    public Dictionary<string, int> FunctionUrlPorts { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Host names that requests may have besides those of this machine, of AWS and of the distribution's aliases, with commas between them;
    /// <c>*.example.com</c> is every name below example.com.
    /// </summary>
    public string AllowedHosts { get; set; } = "";

    /// <summary>DynamoDB Local; it may start later than this process.</summary>
    public Uri? DynamoDbEndpoint { get; set; }

    /// <summary>The folder of S3 objects. Without it, a temporary folder that is deleted when the process stops.</summary>
    public string? StoragePath { get; set; }

    /// <summary>The folder of the key-value stores' pairs. Without it they are kept in memory only.</summary>
    public string? KeyValueStorePath { get; set; }

    /// <summary>
    /// How long tables that were lost with DynamoDB Local's memory stay out of reach before they are used again, empty: what functions keep of a table's items in
    /// their own memory has to be forgotten by then.
    /// </summary>
    public TimeSpan LostTablesPause { get; set; }

    /// <summary>How much disk the distribution's cache may take; what is larger than half of it is not cached.</summary>
    public int EdgeCacheMegabytes { get; set; } = 2048;

    /// <summary>The access key of the developer, who is the account's administrator.</summary>
    public string AccessKeyId { get; set; } = "";

    /// <summary>The secret that belongs to <see cref="AccessKeyId"/>.</summary>
    public string SecretAccessKey { get; set; } = "";

    /// <summary>The region that the stack is deployed to.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The account that the stack is deployed to: twelve digits.</summary>
    public string AccountId { get; set; } = "000000000000";

    /// <summary>
    /// How long a write to a key-value store takes to reach the edge. AWS promises no figure; reports go from under a second to two minutes.
    /// </summary>
    public TimeSpan KeyValueStorePropagationDelay { get; set; }

    /// <summary>How long lines of the distribution's access log wait for others before they are written as one object.</summary>
    public TimeSpan AccessLogInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether this process starts the functions' processes from their deployed code, as Lambda does. Without a value it does for all that are not
    /// in the template that it was started with: those nobody else starts.
    /// </summary>
    public bool? StartFunctions { get; set; }

    /// <summary>Whether a function that runs longer than its Timeout is failed, as in AWS. Off, one can stop in it with a debugger.</summary>
    public bool EnforceFunctionTimeouts { get; set; } = true;

    /// <summary>The folder of the runbooks that the alarms name, which the control API shows; without it, it shows none.</summary>
    public string? RunbooksPath { get; set; }

    /// <summary>The folder of ffmpeg and ffprobe. Without it, they are looked for where the system looks for programs.</summary>
    public string? MediaToolsPath { get; set; }

    /// <summary>How long each of the steps of a transcode may take.</summary>
    public TimeSpan TranscodeTimeLimit { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How large a file a transcode may write, in bytes.</summary>
    public long TranscodeFileLimit { get; set; } = 8L * 1024 * 1024 * 1024;

    /// <summary>The ARNs of the account.</summary>
    public AwsArns GetArns() => new(AccountId, Region);

    /// <summary>Reads the options of the process, without checking them.</summary>
    /// <param name="args">The command line, such as <c>--LocalAws:ApiPort=4566</c>.</param>
    public static LocalAwsOptions Read(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        try
        {
            return configuration.GetSection(Section).Get<LocalAwsOptions>() ?? new LocalAwsOptions();
        }
        catch (InvalidOperationException reason)
        {
            throw new LocalAwsOptionsException(reason.Message);
        }
    }

    /// <summary>Validates the options.</summary>
    /// <exception cref="LocalAwsOptionsException">Says which value is wrong and what it should be.</exception>
    public void Validate()
    {
        Require(TemplatePath.Length == 0 || File.Exists(TemplatePath), $"LocalAws__TemplatePath names a file that does not exist: {TemplatePath}. Build Podcast.Infra to synthesize it.");
        Require(AccessKeyId.Length > 0, "LocalAws__AccessKeyId is not set: it is the developer's access key.");
        Require(SecretAccessKey.Length > 0, "LocalAws__SecretAccessKey is not set: it is the developer's secret key.");
        Require(AccountId.Length == 12 && AccountId.All(char.IsAsciiDigit), $"LocalAws__AccountId has to be twelve digits, but is '{AccountId}'.");
        Require(Region.Length > 0, "LocalAws__Region is empty: it is a region such as us-east-1.");
        Require(KeyValueStorePropagationDelay >= TimeSpan.Zero, "LocalAws__KeyValueStorePropagationDelay is negative: it is a time such as 00:00:02.");
        Require(AccessLogInterval >= TimeSpan.Zero, "LocalAws__AccessLogInterval is negative: it is a time such as 00:00:05.");
        Require(LostTablesPause >= TimeSpan.Zero, "LocalAws__LostTablesPause is negative: it is a time such as 00:00:05.");
        Require(EdgeCacheMegabytes >= 0, "LocalAws__EdgeCacheMegabytes is negative: it is a number of megabytes, or 0 for no cache.");
        foreach (var port in FunctionUrlPorts.Values.Append(ApiPort).Append(EdgePort))
        {
            Require(port is >= 0 and <= 65535, $"A port has to be 0 to 65535, but {port} is configured.");
        }
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new LocalAwsOptionsException(message);
        }
    }
}
