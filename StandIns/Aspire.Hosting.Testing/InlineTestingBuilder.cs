using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The application that a test describes itself.</summary>
internal sealed class InlineTestingBuilder(DistributedApplicationBuilder builder) : TestingBuilder(builder)
{
    private readonly DistributedApplicationBuilder _builder = builder;
    private DistributedApplication? _application;

    public static InlineTestingBuilder Create(string[] args, Assembly assembly, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        IBuilderObserver.Current = new Observer(assembly, args, configure);
        try
        {
            return new InlineTestingBuilder(new DistributedApplicationBuilder([]));
        }
        finally
        {
            IBuilderObserver.Current = null;
        }
    }

    public override DistributedApplication Build() => _application = _builder.Build();

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => Task.FromResult(Build());

    public override ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class Observer(Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : IBuilderObserver
    {
        public void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings hostOptions) => TestDefaults.Apply(assembly, args, options, hostOptions, configure);

        public void Constructed(DistributedApplicationBuilder builder)
        {
        }

        public void Building(DistributedApplicationBuilder builder)
        {
        }

        public void Built(DistributedApplication application)
        {
        }

        public void Started()
        {
        }
    }
}
