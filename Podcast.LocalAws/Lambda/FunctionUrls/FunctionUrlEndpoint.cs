#pragma warning disable CA1822 // Takes shape in the next step.
namespace Podcast.LocalAws.Lambda.FunctionUrls;

/// <summary>Answers requests to function URLs.</summary>
internal sealed class FunctionUrlEndpoint
{
    public Task HandleAsync(HttpContext context, string handler)
    {
        context.Response.StatusCode = handler.Length == 0 ? 404 : 501;
        return Task.CompletedTask;
    }

    public Task HandleByIdAsync(HttpContext context, string urlId)
    {
        context.Response.StatusCode = urlId.Length == 0 ? 404 : 501;
        return Task.CompletedTask;
    }
}
