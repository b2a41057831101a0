using System.Net;
using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>
/// Reads and checks the argument of the origin helpers; a wrong one is a TypeError. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html.
/// </summary>
internal sealed partial class OriginArguments
{
    private const int MaxDomainName = 253;
    private const int MaxBucketDomainName = 128;
    private const int MaxOriginPath = 255;
    private const int MaxCertificateNames = 20;
    private const int MaxCertificateName = 64;

    private readonly Engine _engine;
    private readonly ObjectInstance _source;
    private readonly string _prefix;

    public OriginArguments(Engine engine, JsValue source, string prefix = "")
    {
        _engine = engine;
        _prefix = prefix;
        _source = source.IsUndefined() ? new JsObject(engine) : source is ObjectInstance target and not JsArray ? target : throw engine.TypeError($"{prefix}options must be an object");
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

    /// <summary>The argument of <c>updateRequestOrigin</c>.</summary>
    public OriginChange ToChange(string? originId, EdgeRequest? incoming)
    {
        AllowOnly(
            "domainName", "hostHeader", "originPath", "customHeaders", "connectionAttempts", "originShield", "originAccessControlConfig",
            "timeouts", "customOriginConfig", "sni", "allowedCertificateNames");
        CheckOriginShield();
        var custom = CustomOrigin();
        var timeouts = Nested("timeouts");
        timeouts?.AllowOnly("readTimeout", "responseCompletionTimeout", "keepAliveTimeout", "connectionTimeout");
        var readTimeout = timeouts?.Integer("readTimeout", 1, 120);
        return Overrides() with
        {
            OriginId = originId,
            DomainName = DomainName(),
            OriginPath = OriginPath(),
            CustomHeaders = CustomHeaders(incoming),
            ConnectionAttempts = Integer("connectionAttempts", 1, 3),
            Protocol = custom?.OneOf("protocol", "http", "https"),
            Port = custom?.Integer("port", 1, 65535),
            ReadTimeout = Seconds(readTimeout),
            ResponseCompletionTimeout = Seconds(timeouts?.Integer("responseCompletionTimeout", readTimeout ?? 1, int.MaxValue)),
            ConnectionTimeout = Seconds(timeouts?.Integer("connectionTimeout", 1, 10)),
            KeepAliveTimeout = Seconds(timeouts?.Integer("keepAliveTimeout", 1, 120)),
            SslProtocols = custom?.List("sslProtocols")?.Select(protocol => protocol.AsString()).ToArray(),
            AccessControl = AccessControl(),
        };
    }

    /// <summary>The second argument of <c>selectRequestOriginById</c>.</summary>
    public OriginChange ToSelection(string originId)
    {
        AllowOnly("hostHeader", "sni", "allowedCertificateNames");
        return Overrides() with { OriginId = originId };
    }

    /// <summary>The argument of <c>createRequestOriginGroup</c>, whose text and example name origins differently: both forms are taken.</summary>
    public OriginChange ToGroup(IReadOnlySet<string> originIds)
    {
        AllowOnly("originIds", "originOverrides", "selectionCriteria", "failoverCriteria");
        var members = List("originIds") ?? throw Invalid("originIds", "is required");
        if (members.Length != 2)
        {
            throw Invalid("originIds", "must name two origins");
        }

        var overrides = Nested("originOverrides");
        var origins = members.Select((member, index) => Member(member, index, overrides, originIds)).ToArray();
        var criteria = OneOf("selectionCriteria", "default", "media-quality-score") ?? "default";
        return origins[0] with { Group = new(origins[1], StatusCodes(), criteria) };
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } number ? TimeSpan.FromSeconds(number) : null;

    private OriginChange Member(JsValue member, int index, OriginArguments? overrides, IReadOnlySet<string> originIds)
    {
        var id = member;
        if (member is ObjectInstance)
        {
            var options = new OriginArguments(_engine, member, $"{_prefix}originIds[{index}].");
            options.AllowOnly("originId", "originOverrides");
            overrides = options.Nested("originOverrides") ?? overrides;
            id = options._source.Get("originId");
        }

        if (!id.IsString())
        {
            throw Invalid($"originIds[{index}]", "must be the id of an origin");
        }

        if (!originIds.Contains(id.AsString()))
        {
            throw new JavaScriptException(_engine.Error($"The distribution has no origin with the id \"{id}\""));
        }

        return overrides?.ToSelection(id.AsString()) ?? new OriginChange { OriginId = id.AsString() };
    }

    private HashSet<int> StatusCodes()
    {
        var source = _source.Get("failoverCriteria");
        if (source is ObjectInstance criteria and not JsArray)
        {
            new OriginArguments(_engine, criteria, $"{_prefix}failoverCriteria.").AllowOnly("statusCodes");
            source = criteria.Get("statusCodes");
        }

        if (source is not JsArray { Length: > 0 } list)
        {
            throw Invalid("failoverCriteria", "is required and must list status codes");
        }

        return [.. list.Select(code => code.IsNumber() && code.AsNumber() is var number && FailoverStatusCodes.All.Contains((int)number) && double.IsInteger(number)
            ? (int)number
            : throw Invalid("failoverCriteria", $"must list status codes among {string.Join(", ", FailoverStatusCodes.All)}"))];
    }

    private OriginChange Overrides() => new()
    {
        HostHeader = HostName("hostHeader"),
        Sni = HostName("sni"),
        AllowedCertificateNames = CertificateNames(),
    };

    private string? DomainName()
    {
        var value = HostName("domainName");
        return value is null || !BucketDomainName().IsMatch(value) || (value.Length <= MaxBucketDomainName && !value.Any(char.IsAsciiLetterUpper))
            ? value
            : throw Invalid("domainName", $"of an S3 bucket must be in lower case and have at most {MaxBucketDomainName} characters");
    }

    private string? HostName(string name)
    {
        var value = String(name);
        return value is null || (value.Length is > 0 and <= MaxDomainName && HostNameCharacters().IsMatch(value) && !IPAddress.TryParse(value, out _))
            ? value
            : throw Invalid(name, $"must be a host name of at most {MaxDomainName} characters, without a port, and not an IP address");
    }

    private string[]? CertificateNames()
    {
        var names = List("allowedCertificateNames");
        if (names is null)
        {
            return null;
        }

        if (names.Length > MaxCertificateNames)
        {
            throw Invalid("allowedCertificateNames", $"must have at most {MaxCertificateNames} names");
        }

        return [.. names.Select(name => name.IsString() && name.AsString() is { Length: <= MaxCertificateName } text && CertificateName().IsMatch(text)
            ? text
            : throw Invalid("allowedCertificateNames", $"must hold domain names of at most {MaxCertificateName} characters"))];
    }

    private void CheckOriginShield()
    {
        if (Nested("originShield") is not { } shield)
        {
            return;
        }

        shield.AllowOnly("enabled", "region");
        if (shield.RequiredBoolean("enabled"))
        {
            shield.Required("region");
        }

        if (shield.String("region") is { } region && !RegionName().IsMatch(region))
        {
            throw shield.Invalid("region", "must be the code of a Region");
        }
    }

    private OriginArguments? CustomOrigin()
    {
        if (Nested("customOriginConfig") is not { } custom)
        {
            return null;
        }

        custom.AllowOnly("port", "protocol", "sslProtocols", "ipAddressType");
        custom.Required("port");
        custom.Required("protocol");
        custom.Required("sslProtocols");
        var protocols = custom.List("sslProtocols")!;
        if (protocols.Length == 0 || protocols.Any(protocol => !protocol.IsString() || protocol.AsString() is not ("SSLv3" or "TLSv1" or "TLSv1.1" or "TLSv1.2")))
        {
            throw custom.Invalid("sslProtocols", "must list SSLv3, TLSv1, TLSv1.1 or TLSv1.2");
        }

        if (custom.OneOf("ipAddressType", "ipv4", "ipv6", "dualstack") is not null && _source.Get("domainName").IsUndefined())
        {
            throw custom.Invalid("ipAddressType", "can be changed only together with domainName");
        }

        return custom;
    }

    private string? OriginPath()
    {
        var value = String("originPath");
        return value is null or "" || (value.Length <= MaxOriginPath && value[0] == '/' && value[^1] != '/' && !value.Any(character => char.IsControl(character) || character is ' ' or '?' or '#'))
            ? value
            : throw Invalid("originPath", $"must begin with a slash, not end with one, be URL-encoded, and have at most {MaxOriginPath} characters");
    }

    private Dictionary<string, string>? CustomHeaders(EdgeRequest? incoming)
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
            if (!value.IsString() || value.AsString().AsSpan().IndexOfAny('\r', '\n', '\0') >= 0 || !FieldReader.IsHeaderName(name) || !HeaderRules.IsAllowedForOrigin(name))
            {
                throw Invalid($"customHeaders.{name}", "is not allowed: names are in lower case and not on the list of restricted headers, values are strings of one line");
            }

            if (incoming?.Headers.TryGet(name, out _) == true)
            {
                throw Invalid($"customHeaders.{name}", "is also a header of the incoming request");
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

        config.AllowOnly("enabled", "signingBehavior", "signingProtocol", "originType", "region");
        var isEnabled = config.RequiredBoolean("enabled");
        foreach (var name in isEnabled ? (ReadOnlySpan<string>)["signingBehavior", "signingProtocol", "originType"] : [])
        {
            config.Required(name);
        }

        config.OneOf("signingProtocol", "sigv4");
        return new(
            isEnabled,
            config.OneOf("signingBehavior", "always", "never", "no-override") ?? "always",
            config.OneOf("originType", "s3", "mediapackagev2", "mediastore", "lambda") ?? "s3",
            config.String("region"));
    }

    private OriginArguments? Nested(string name)
    {
        var value = _source.Get(name);
        return value.IsUndefined() ? null : value is ObjectInstance and not JsArray
            ? new OriginArguments(_engine, value, $"{_prefix}{name}.")
            : throw Invalid(name, "must be an object");
    }

    private void Required(string name)
    {
        if (_source.Get(name).IsUndefined())
        {
            throw Invalid(name, "is required");
        }
    }

    private JsValue[]? List(string name)
    {
        var value = _source.Get(name);
        return value.IsUndefined() ? null : value is JsArray list ? [.. list] : throw Invalid(name, "must be an array");
    }

    private string? String(string name)
    {
        var value = _source.Get(name);
        return value.IsUndefined() ? null : value.IsString() ? value.AsString() : throw Invalid(name, "must be a string");
    }

    private string? OneOf(string name, params ReadOnlySpan<string> values) =>
        String(name) is not { } value || values.Contains(value) ? String(name) : throw Invalid(name, $"must be one of {string.Join(", ", values)}");

    private bool RequiredBoolean(string name)
    {
        Required(name);
        var value = _source.Get(name);
        return value.IsBoolean() ? value.AsBoolean() : throw Invalid(name, "must be true or false");
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
            : throw Invalid(name, max == int.MaxValue ? $"must be an integer of at least {min}" : $"must be {min} to {max}");
    }

    private JavaScriptException Invalid(string name, string reason) => _engine.TypeError($"{_prefix}{name} {reason}");

    [GeneratedRegex(@"\.s3[.-]([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BucketDomainName();

    [GeneratedRegex("^[A-Za-z0-9._-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex HostNameCharacters();

    [GeneratedRegex(@"^(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex CertificateName();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex RegionName();
}
