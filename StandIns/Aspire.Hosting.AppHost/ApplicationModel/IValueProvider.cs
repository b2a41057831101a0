namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose value may only be known once the application runs.</summary>
public interface IValueProvider
{
    /// <summary>Waits for the value.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits for the value as <see cref="ValueProviderContext.Caller"/> would see it.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        GetValueAsync(cancellationToken);
}
