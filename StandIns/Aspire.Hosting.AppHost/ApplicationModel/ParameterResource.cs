namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is configured from outside of the app model.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    /// <summary>Names the parameter.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="callback">Finds the value; it is asked once.</param>
    /// <param name="secret">Whether the value is to be masked.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _value = new Lazy<string>(() => callback(Default));
        Secret = secret;
    }

    /// <summary>The value when none is configured.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Whether the value is to be masked.</summary>
    public bool Secret { get; }

    /// <summary>Whether it is read from the connection strings of the configuration.</summary>
    public bool IsConnectionString { get; set; }

    /// <inheritdoc />
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>What the parameter is for.</summary>
    public string? Description { get; set; }

    /// <summary>Whether <see cref="Description"/> is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    internal string ConfigurationKey => IsConnectionString ? $"ConnectionStrings:{Name}" : $"Parameters:{Name}";

    internal string ValueInternal => _value.Value;

    /// <summary>The value.</summary>
    /// <exception cref="DistributedApplicationException">It is not configured and has no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(ValueInternal);

    /// <summary>The value.</summary>
    public ValueTask<string?> GetValueAsync(ValueProviderContext _, CancellationToken cancellationToken) => GetValueAsync(cancellationToken);
}
