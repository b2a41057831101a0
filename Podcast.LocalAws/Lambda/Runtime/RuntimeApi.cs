#pragma warning disable CA1822 // Takes shape in the next step.
namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>The Runtime API of one function.</summary>
internal sealed class RuntimeApi
{
    public Task HandleAsync(HttpContext context, string[] path)
    {
        context.Response.StatusCode = path.Length == 0 ? 404 : 501;
        return Task.CompletedTask;
    }
}
