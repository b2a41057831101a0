using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

/// <summary>What a function says about the connection to its origin.</summary>
public sealed class OriginConnectionTests
{
    [Theory]
    [InlineData("", "localhost")]
    [InlineData(", sni: 'cert.example'", "cert.example")]
    [InlineData(", hostHeader: 'host.example'", "host.example")]
    public async Task UpdateRequestOrigin_WithServerName_IsInTheHandshake(string member, string name)
    {
        var names = new ConcurrentQueue<string?>();
        using var certificate = CreateCertificate();
        await using var origin = await StartTlsAsync(names, certificate);
        var template = new DistributionTemplate().WithOrigin("one", 1).WithFunction($$"""
            import cf from 'cloudfront';
            function handler(event) {
                cf.updateRequestOrigin({ domainName: 'localhost', customOriginConfig: { port: {{new Uri(origin.Urls.Single()).Port}}, protocol: 'https', sslProtocols: ['TLSv1.2'] }{{member}} });
                return event.request;
            }
            """);
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        using var response = await system.ViewAsync("/a");

        // The certificate is nobody's, so that the handshake ends there.
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(name, names.Distinct().Single());
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var created = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task<WebApplication> StartTlsAsync(ConcurrentQueue<string?> names, X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
            https.ServerCertificateSelector = (_, name) =>
            {
                names.Enqueue(name);
                return certificate;
            })));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("secure"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
