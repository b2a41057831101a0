namespace Podcast.Functions.PublisherApi.Http;

/// <summary><c>GET /openapi.json</c>, which describes the API, and <c>GET /problems</c>, the page that types of problems lead to.</summary>
internal static class DocumentEndpoints
{
    public static Task<ApiResult> OpenApiAsync() => ReadAsync("openapi.json", "application/openapi+json");

    public static Task<ApiResult> ProblemsAsync() => ReadAsync("problems.md", "text/markdown; charset=utf-8");

    private static async Task<ApiResult> ReadAsync(string name, string contentType)
    {
        await using var document = typeof(DocumentEndpoints).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(document);
        return new(200, new ApiText(await reader.ReadToEndAsync().ConfigureAwait(false), contentType));
    }
}
