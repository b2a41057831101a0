using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Podcast.Benchmarks.S3;

/// <summary>The baseline, in a process of its own: Kestrel serves files of a folder, and writes what is PUT into it. Nothing is verified.</summary>
internal static class StaticServer
{
    /// <summary>Serves until the standard input ends; the first line of the output is the address.</summary>
    public static async Task<int> RunAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        await using var app = builder.Build();
        app.Use(async (context, next) =>
        {
            if (!HttpMethods.IsPut(context.Request.Method))
            {
                await next();
                return;
            }

            await using var file = new FileStream(
                Path.Combine(folder, Path.GetFileName(context.Request.Path.Value!)), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            await context.Request.Body.CopyToAsync(file, 256 * 1024, context.RequestAborted);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), ServeUnknownFileTypes = true });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
