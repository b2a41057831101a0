namespace Aspire.Hosting.ApplicationModel;

/// <summary>A default that is the same each time.</summary>
internal sealed class ConstantParameterDefault(Func<string> valueGetter) : ParameterDefault
{
    private readonly Lazy<string> _value = new(valueGetter);

    public override string GetDefaultValue() => _value.Value;
}
