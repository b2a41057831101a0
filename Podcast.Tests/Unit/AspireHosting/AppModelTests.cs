using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Podcast.Tests.Unit.AspireHosting;

public sealed class AppModelTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [], DisableDashboard = true });

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a_b")]
    public void AddExecutable_NameThatIsNone_IsRefused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => _builder.AddExecutable(name, "any", "."));

    [Fact]
    public void AddExecutable_NameTakenInOtherCase_IsRefused()
    {
        _builder.AddExecutable("service", "any", ".");

        Assert.Throws<DistributedApplicationException>(() => _builder.AddExecutable("SERVICE", "any", "."));
    }

    [Fact]
    public async Task WithReference_Endpoint_TellsItByBothNames()
    {
        var service = _builder.AddExecutable("my-service", "any", ".").WithHttpEndpoint(port: 4711);
        var client = _builder.AddExecutable("client", "any", ".").WithReference(service.GetEndpoint("http"));

        var variables = await EnvironmentAsync(client.Resource);

        Assert.Same(variables["MY_SERVICE_HTTP"], variables["services__my-service__http__0"]);
        Assert.Contains(client.Resource.Annotations.OfType<ResourceRelationshipAnnotation>(), relationship => relationship.Resource == service.Resource);
    }

    [Fact]
    public async Task WithReference_ConnectionString_IsNamedAsAspNetCoreReadsIt()
    {
        var database = _builder.AddConnectionString("database", ReferenceExpression.Create($"Host={_builder.AddParameter("host", "db")}"));
        var client = _builder.AddExecutable("client", "any", ".").WithReference(database);

        var variables = await EnvironmentAsync(client.Resource);

        var value = Assert.IsAssignableFrom<IValueProvider>(variables["ConnectionStrings__database"]);
        Assert.Equal("Host=db", await value.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void WithEndpoint_SameNameTwice_ChangesTheFirst()
    {
        var service = _builder.AddExecutable("service", "any", ".").WithHttpEndpoint(port: 1).WithHttpEndpoint(targetPort: 2);

        var endpoint = Assert.Single(service.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal((1, 2), (endpoint.Port, endpoint.TargetPort));
    }

    [Fact]
    public void WaitFor_Itself_IsRefused()
    {
        var service = _builder.AddExecutable("service", "any", ".");

        Assert.Throws<DistributedApplicationException>(() => service.WaitFor(service));
    }

    [Fact]
    public void WithHttpHealthCheck_NoEndpoint_IsRefused()
    {
        var service = _builder.AddExecutable("service", "any", ".");

        Assert.Throws<DistributedApplicationException>(() => service.WithHttpHealthCheck("/health"));
    }

    [Fact]
    public async Task Eventing_OneResource_HearsOnlyItsOwnEvents()
    {
        var one = _builder.AddExecutable("one", "any", ".");
        var other = _builder.AddExecutable("other", "any", ".");
        var heard = new List<string>();
        one.OnResourceReady((resource, _, _) =>
        {
            heard.Add(resource.Name);
            return Task.CompletedTask;
        });
        using var application = _builder.Build();

        await _builder.Eventing.PublishAsync(new ResourceReadyEvent(other.Resource, application.Services), TestContext.Current.CancellationToken);
        await _builder.Eventing.PublishAsync(new ResourceReadyEvent(one.Resource, application.Services), TestContext.Current.CancellationToken);

        Assert.Equal(["one"], heard);
    }

    private async Task<Dictionary<string, object>> EnvironmentAsync(ExecutableResource resource)
    {
        var context = new EnvironmentCallbackContext(_builder.ExecutionContext, resource, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await callback.Callback(context);
        }

        return context.EnvironmentVariables;
    }
}
