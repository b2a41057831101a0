namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that a manifest names by an expression such as <c>{name.bindings.http.url}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression.</summary>
    string ValueExpression { get; }
}
