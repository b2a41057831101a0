using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>
/// Compiles the function runtime once the process listens, in the background: the first viewer finds it warm, and the start waits for nothing.
/// </summary>
internal sealed class EdgeFunctionWarmUp(EdgeFunctionRegistry functions, Supervisor supervisor, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedService
{
    // What edge functions commonly do, so that more than their first line is compiled.
    private const string Typical = """
        import cf from 'cloudfront';
        const crypto = require('crypto');
        async function read(key) {
            try { return await cf.kvs().get(key); } catch (error) { return undefined; }
        }
        async function handler(event) {
            const request = event.request;
            const match = /^\/([\w-]+)\/(.*)$/.exec(request.uri);
            const digest = crypto.createHash('sha256').update(match[1]).digest('base64url');
            const mac = crypto.createHmac('sha256', 'key').update(digest).digest().toString('hex');
            let difference = digest.length ^ mac.length;
            for (let i = 0; i < digest.length; i++) { difference |= digest.charCodeAt(i) ^ mac.charCodeAt(i); }
            Object.keys(request.headers).forEach(name => { if (name.startsWith('x-')) { delete request.headers[name]; } });
            request.headers['x-read'] = { value: `${await read(digest)} ${difference} ${Date.now()} ${parseInt('1f', 36)}` };
            request.uri = '/' + match[2].split('/').join('/');
            return request;
        }
        """;

    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _running = supervisor.AttendAsync("edge function warm-up", RunAsync, lifetime.ApplicationStopping));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _running.WaitAsync(cancellationToken);

    private Task RunAsync(CancellationToken stopping)
    {
        var source = CreateEvent();
        foreach (var function in functions.All)
        {
            if (stopping.IsCancellationRequested)
            {
                return Task.CompletedTask;
            }

            function.WarmUp(source);
        }

        var store = new KeyValueStore.KeyValueStoreState("", "", TimeSpan.Zero, time);
        var run = new FunctionRun(source.Type, time.GetUtcNow(), store, new HashSet<string>()) { IsTraced = false };
        FunctionRunner.Run(FunctionProgram.Load("warm-up", Typical), source, run);
        return Task.CompletedTask;
    }

    private static FunctionEvent CreateEvent() => new()
    {
        Type = FunctionEventType.ViewerRequest,
        DistributionDomainName = "",
        DistributionId = "",
        RequestId = "",
        ViewerIp = EdgeLocation.ServerIp,
        Request = new("GET", "/warm-up/request", null, new FieldMap { { "host", "localhost" }, { "x-warm-up", "1" } }, []),
    };
}
