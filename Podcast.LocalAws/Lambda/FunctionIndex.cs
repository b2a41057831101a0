namespace Podcast.LocalAws.Lambda;

/// <summary>The functions of one stack, by the names and ARNs that callers use.</summary>
internal sealed class FunctionIndex
{
    public FunctionIndex(IReadOnlyList<LambdaFunction> functions)
    {
        foreach (var function in functions)
        {
            ByName[function.Configuration.Name] = function;
            ByHandler.TryAdd(function.Configuration.Handler, function);
            if (function.Url is { } url)
            {
                ByUrlId[url.Id] = function;
            }
        }
    }

    public Dictionary<string, LambdaFunction> ByHandler { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, LambdaFunction> ByName { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, LambdaFunction> ByUrlId { get; } = new(StringComparer.Ordinal);
}
