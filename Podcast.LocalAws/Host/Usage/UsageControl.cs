using System.Globalization;
using Podcast.LocalAws.Core.Control;

namespace Podcast.LocalAws.Host.Usage;

/// <summary>What the run would cost, over HTTP: <c>GET /_localaws/cost?subscribers=4</c>, as text. See docs/cost.md.</summary>
internal sealed class UsageControl(UsageMeter meter) : IControlPart
{
    public string Name => "cost";

    public Task HandleAsync(HttpContext context, IReadOnlyList<string> segments)
    {
        if (segments.Count > 0 || !HttpMethods.IsGet(context.Request.Method))
        {
            return ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, "Unknown request. The cost is GET /_localaws/cost?subscribers=4.");
        }

        if (!int.TryParse(context.Request.Query["subscribers"], NumberStyles.None, CultureInfo.InvariantCulture, out var subscribers) || subscribers < 1)
        {
            return ControlResponse.RefuseAsync(
                context, StatusCodes.Status400BadRequest, "Say how many subscribers caused the load, as a whole number from 1 on: ?subscribers=4.");
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(CostEstimate.Write(meter.Current, subscribers), context.RequestAborted);
    }
}
