namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds a part to a resource's connection properties.</summary>
public sealed class ConnectionPropertyAnnotation : IResourceAnnotation
{
    /// <summary>Names the part and its value.</summary>
    public ConnectionPropertyAnnotation(string name, ReferenceExpression referenceExpression)
    {
        Name = name;
        Value = referenceExpression;
    }

    /// <summary>The part's name.</summary>
    public string Name { get; }

    /// <summary>Its value.</summary>
    public ReferenceExpression Value { get; }
}
