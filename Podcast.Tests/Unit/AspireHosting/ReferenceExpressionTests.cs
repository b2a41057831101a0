using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Podcast.Tests.Unit.AspireHosting;

public sealed class ReferenceExpressionTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [], DisableDashboard = true });

    [Fact]
    public async Task GetValueAsync_LiteralsWithBraces_KeepsThem()
    {
        var name = _builder.AddParameter("name", "x{0}y");

        var expression = ReferenceExpression.Create($"{{\"name\":\"{name}\"}} {"literal {braces}"}");

        Assert.Equal("{\"name\":\"x{0}y\"} literal {braces}", await expression.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GetValueAsync_UriFormat_Escapes()
    {
        var password = _builder.AddParameter("password", "a b/c", secret: true);

        var expression = ReferenceExpression.Create($"redis://:{password:uri}@host");

        Assert.Equal("redis://:a%20b%2Fc@host", await expression.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("redis://:{password.value}@host", expression.ValueExpression);
    }

    [Fact]
    public async Task GetValueAsync_EndpointAllocatedLater_WaitsForIt()
    {
        var service = _builder.AddExecutable("service", "any", ".").WithHttpEndpoint();
        var endpoint = service.GetEndpoint("http");
        var value = ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Host)}:{endpoint.Property(EndpointProperty.Port)}/path")
            .GetValueAsync(TestContext.Current.CancellationToken);
        Assert.False(value.IsCompleted);

        endpoint.EndpointAnnotation.AllocatedEndpoint = new AllocatedEndpoint(endpoint.EndpointAnnotation, "localhost", 4711);

        Assert.Equal("localhost:4711/path", await value);
        Assert.Equal("http://localhost:4711", endpoint.Url);
    }

    [Fact]
    public async Task GetValueAsync_Empty_IsNull() =>
        Assert.Null(await ReferenceExpression.Empty.GetValueAsync(TestContext.Current.CancellationToken));

    [Fact]
    public async Task Build_PartByPart_IsTheWhole()
    {
        var parts = new ReferenceExpressionBuilder();
        parts.Append($"a={_builder.AddParameter("a", "1").Resource}");
        parts.AppendLiteral(";");
        parts.AppendFormatted("b");

        Assert.Equal("a=1;b", await parts.Build().GetValueAsync(TestContext.Current.CancellationToken));
    }
}
