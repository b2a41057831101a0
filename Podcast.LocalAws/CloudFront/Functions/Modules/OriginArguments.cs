using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>Reads and checks the argument of the origin helpers; a wrong one is a TypeError.</summary>
internal sealed class OriginArguments
{
    private const int MaxDomainName = 253;
    private const int MaxOriginPath = 255;

    private readonly Engine _engine;
    private readonly ObjectInstance _source;
    private readonly string _prefix;

    public OriginArguments(Engine engine, JsValue source, string prefix = "")
    {
        _engine = engine;
        _prefix = prefix;
        _source = source.IsUndefined() ? new JsObject(engine) : source as ObjectInstance ?? throw engine.TypeError($"{prefix}options must be an object");
    }

    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var key in _source.GetOwnPropertyKeys(Types.String))
        {
            if (!names.Contains(key.ToString()))
            {
                throw Invalid(key.ToString(), "is not a known property");
            }
        }
    }

    public OriginChange ToChange(string? originId)
    {
        AllowOnly(
            "domainName", "hostHeader", "originPath", "customHeaders", "connectionAttempts", "originShield", "originAccessControlConfig",
            "timeouts", "customOriginConfig", "sni", "allowedCertificateNames");
        Integer("connectionAttempts", 1, 3);
        var custom = Nested("customOriginConfig");
        var timeouts = Nested("timeouts");
        timeouts?.Integer("connectionTimeout", 1, 10);
        timeouts?.Integer("keepAliveTimeout", 1, 120);
        return new()
        {
            OriginId = originId,
            DomainName = HostName("domainName"),
            HostHeader = HostName("hostHeader"),
            OriginPath = OriginPath(),
            CustomHeaders = CustomHeaders(),
            Protocol = custom?.OneOf("protocol", "http", "https"),
            Port = custom?.Integer("port", 1, 65535),
            ReadTimeout = timeouts?.Integer("readTimeout", 1, 120) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            AccessControl = AccessControl(),
        };
    }

    public string? HostName(string name)
    {
        var value = String(name);
        return value is null or { Length: > 0 and <= MaxDomainName } && value?.Contains(':', StringComparison.Ordinal) != true
            ? value
            : throw Invalid(name, $"must be a host name of at most {MaxDomainName} characters, without a port");
    }

    private string? OriginPath()
    {
        var value = String("originPath");
        return value is null or "" || (value.Length <= MaxOriginPath && value[0] == '/' && value[^1] != '/')
            ? value
            : throw Invalid("originPath", $"must begin with a slash, not end with one, and have at most {MaxOriginPath} characters");
    }

    private Dictionary<string, string>? CustomHeaders()
    {
        if (Nested("customHeaders")?._source is not { } headers)
        {
            return null;
        }

        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in headers.GetOwnPropertyKeys(Types.String))
        {
            var name = key.ToString();
            var value = headers.Get(key);
            if (!value.IsString() || name.Any(char.IsAsciiLetterUpper) || HeaderRules.IsDisallowed(name) || HeaderRules.RequestReadOnly.Contains(name))
            {
                throw Invalid($"customHeaders.{name}", "is not allowed: names are in lower case and not on the list of restricted headers, values are strings");
            }

            result.Add(name, value.AsString());
        }

        return result;
    }

    private OriginAccessControlChange? AccessControl()
    {
        if (Nested("originAccessControlConfig") is not { } config)
        {
            return null;
        }

        config.OneOf("signingProtocol", "sigv4");
        var type = config.OneOf("originType", "s3", "mediapackagev2", "mediastore", "lambda");
        return new(
            config.Boolean("enabled") ?? throw config.Invalid("enabled", "is required"),
            config.OneOf("signingBehavior", "always", "never", "no-override") ?? "always",
            type ?? "s3",
            config.String("region"));
    }

    private OriginArguments? Nested(string name)
    {
        var value = _source.Get(name);
        return value.IsUndefined() ? null : value is ObjectInstance
            ? new OriginArguments(_engine, value, $"{_prefix}{name}.")
            : throw Invalid(name, "must be an object");
    }

    private string? String(string name)
    {
        var value = _source.Get(name);
        return value.IsUndefined() ? null : value.IsString() ? value.AsString() : throw Invalid(name, "must be a string");
    }

    private string? OneOf(string name, params ReadOnlySpan<string> values) =>
        String(name) is not { } value || values.Contains(value) ? String(name) : throw Invalid(name, $"must be one of {string.Join(", ", values)}");

    private bool? Boolean(string name)
    {
        var value = _source.Get(name);
        return value.IsUndefined() ? null : value.IsBoolean() ? value.AsBoolean() : throw Invalid(name, "must be true or false");
    }

    private int? Integer(string name, int min, int max)
    {
        var value = _source.Get(name);
        if (value.IsUndefined())
        {
            return null;
        }

        return value.IsNumber() && value.AsNumber() is var number && number >= min && number <= max && double.IsInteger(number)
            ? (int)number
            : throw Invalid(name, $"must be {min} to {max}");
    }

    private JavaScriptException Invalid(string name, string reason) => _engine.TypeError($"{_prefix}{name} {reason}");
}
