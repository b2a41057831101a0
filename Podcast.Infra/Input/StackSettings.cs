namespace Podcast.Infra.Input;

/// <summary>What one deployment may choose, by the CDK's context (<c>npx cdk deploy -c environment=prod</c>). The defaults are those of the local template.</summary>
internal sealed record StackSettings
{
    /// <summary>Whether data outlives the stack: <c>environment</c> is <c>prod</c>. With <c>dev</c> everything goes with it.</summary>
    public bool KeepsData { get; private init; }

    /// <summary><c>architecture</c>: <c>arm64</c> (default) or <c>x86_64</c>. The functions have to be published for it.</summary>
    public string Architecture { get; private init; } = "arm64";

    /// <summary>
    /// <c>package</c>: <c>managed</c> (default) runs on Lambda's .NET runtime, compiled ahead of time as ReadyToRun; <c>native</c> is one native
    /// executable on <c>provided.al2023</c>, which has to be published on a machine of the same architecture.
    /// </summary>
    public bool IsNative { get; private init; }

    /// <summary><c>domainName</c>: where feeds are fetched, instead of CloudFront's own name.</summary>
    public string? DomainName { get; private init; }

    /// <summary><c>hostedZoneId</c>: the Route 53 zone of the domain. Without it the DNS records are made by hand.</summary>
    public string? HostedZoneId { get; private init; }

    /// <summary><c>certificateArn</c>: a certificate for the domain. Without it the stack requests one, which CloudFront takes from one region only.</summary>
    public string? CertificateArn { get; private init; }

    /// <summary><c>webAclArn</c>: a web ACL of AWS WAF of the scope CLOUDFRONT, for what it blocks before the edge function runs.</summary>
    public string? WebAclArn { get; private init; }

    /// <summary><c>allowedCountries</c>: the countries from which feeds and audio are fetched, as ISO 3166-1 alpha-2 codes with commas between. Without it, all.</summary>
    public IReadOnlyList<string> AllowedCountries { get; private init; } = [];

    /// <summary><c>alarmEmail</c>: who is notified of alarms. Without it the topic has no subscription.</summary>
    public string? AlarmEmail { get; private init; }

    /// <summary>
    /// <c>edgeTelemetry</c>: whether the distribution's metrics and access logs are used. AWS has both in one region only; a stack in
    /// another one sets this to <c>false</c>.
    /// </summary>
    public bool HasEdgeTelemetry { get; private init; } = true;

    /// <summary>
    /// <c>privateAddresses</c>: <c>refused</c> (default) or <c>allowed</c>, whether an address for events, or of a feed to import, may be of a private
    /// network.
    /// </summary>
    public bool AllowsPrivateAddresses { get; private init; }

    /// <summary>Where the functions send their traces.</summary>
    public TraceSettings Traces { get; private init; } = TraceSettings.Off;

    /// <summary>How the stream of the Subscribers table is handed to the stream processor.</summary>
    public StreamSettings Stream { get; private init; } = new();

    /// <param name="context">Reads one value of the context; <see langword="null"/> where it is not set.</param>
    /// <exception cref="SynthesisException">A value is none of those that are allowed, or does not go with the others.</exception>
    public static StackSettings Read(Func<string, string?> context)
    {
        var settings = new StackSettings
        {
            KeepsData = OneOf(context, "environment", "dev", "prod") == "prod",
            Architecture = OneOf(context, "architecture", "arm64", "x86_64"),
            IsNative = OneOf(context, "package", "managed", "native") == "native",
            DomainName = context("domainName"),
            HostedZoneId = context("hostedZoneId"),
            CertificateArn = context("certificateArn"),
            WebAclArn = WebAcl(context("webAclArn")),
            AllowedCountries = Countries(context("allowedCountries")),
            AlarmEmail = context("alarmEmail"),
            HasEdgeTelemetry = OneOf(context, "edgeTelemetry", "true", "false") == "true",
            AllowsPrivateAddresses = OneOf(context, "privateAddresses", "refused", "allowed") == "allowed",
            Traces = TraceSettings.Read(context("traces")),
            Stream = StreamSettings.Read(context),
        };

        return settings switch
        {
            { DomainName: null, HostedZoneId: not null } or { DomainName: null, CertificateArn: not null }
                => throw new SynthesisException("The context has hostedZoneId or certificateArn, but no domainName that they are for."),
            { DomainName: not null, HostedZoneId: null, CertificateArn: null }
                => throw new SynthesisException(
                    "The context has domainName, but neither hostedZoneId, with which the stack makes certificate and DNS records, nor certificateArn."),
            _ => settings,
        };
    }

    private static string? WebAcl(string? arn) => arn is null || arn.Contains(":global/webacl/", StringComparison.Ordinal)
        ? arn
        : throw new SynthesisException($"The context has webAclArn={arn}: it has to be the ARN of a web ACL of the scope CLOUDFRONT, with ':global/webacl/' in it.");

    private static string[] Countries(string? list)
    {
        string[] codes = [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return codes.FirstOrDefault(code => code.Length != 2 || !code.All(char.IsAsciiLetterUpper)) is { } wrong
            ? throw new SynthesisException($"The context has allowedCountries={list}: {wrong} is no ISO 3166-1 alpha-2 code, such as DE.")
            : codes;
    }

    private static string OneOf(Func<string, string?> context, string name, string standard, string other)
        => (context(name) ?? standard) is var value && (value == standard || value == other)
            ? value
            : throw new SynthesisException($"The context has {name}={value}: it has to be {standard} or {other}.");
}
