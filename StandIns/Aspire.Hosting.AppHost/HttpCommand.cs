using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>A command that is a request to the resource.</summary>
internal sealed class HttpCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
{
    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        if (!endpoint.IsAllocated)
        {
            return CommandResults.Failure("Endpoints are not yet allocated.");
        }

        var client = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient(options.HttpClientName ?? Options.DefaultName);
        if (options.HttpClientName is null)
        {
            // A person can give the command up, so it may take as long as it takes.
            client.Timeout = Timeout.InfiniteTimeSpan;
        }

        using var request = new HttpRequestMessage(options.Method!, new Uri(new Uri(endpoint.Url), path));
        if (options.PrepareRequest is { } prepare)
        {
            await prepare(new HttpCommandRequestContext
            {
                Services = context.Services,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Arguments = context.Arguments,
                Request = request,
            }).ConfigureAwait(false);
        }

        using var response = await client.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
        if (options.GetCommandResult is { } getResult)
        {
            return await getResult(new HttpCommandResultContext
            {
                Services = context.Services,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Arguments = context.Arguments,
                Response = response,
            }).ConfigureAwait(false);
        }

        return await ResultAsync(response, context.CancellationToken).ConfigureAwait(false);
    }

    private async Task<ExecuteCommandResult> ResultAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var message = response.IsSuccessStatusCode ? null : $"Request failed with status code {response.StatusCode}";
        CommandResultData? data = null;
        if (Format(response) is { } format && await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } body)
        {
            data = new CommandResultData { Value = body, Format = format };
        }

        return new ExecuteCommandResult { Success = message is null, Message = message, Data = data };
    }

    private CommandResultFormat? Format(HttpResponseMessage response) => options.ResultMode switch
    {
        HttpCommandResultMode.Json => CommandResultFormat.Json,
        HttpCommandResultMode.Text => CommandResultFormat.Text,
        HttpCommandResultMode.Auto => response.Content.Headers.ContentType?.MediaType switch
        {
            { } type when type.EndsWith("json", StringComparison.OrdinalIgnoreCase) => CommandResultFormat.Json,
            { } type when type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) => CommandResultFormat.Text,
            _ => null,
        },
        _ => null,
    };
}
