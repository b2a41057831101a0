using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Lets a test run an application.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the entry point of an app host until it builds its application.</summary>
    /// <typeparam name="TEntryPoint">A type of the app host's assembly.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class =>
        CreateAsync(typeof(TEntryPoint), cancellationToken);

    /// <summary>Runs the entry point of an app host until it builds its application.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, [], cancellationToken);

    /// <summary>Runs the entry point of an app host until it builds its application.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class =>
        CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <summary>Runs the entry point of an app host until it builds its application.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, args, (_, _) => { }, cancellationToken);

    /// <summary>Runs the entry point of an app host until it builds its application; its options can be changed.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default) =>
        CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs the entry point of an app host until it builds its application; its options can be changed.</summary>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(configureBuilder);
        Arguments.ThrowIfAnyIsEmpty(args);
        var factory = new SuspendingFactory(entryPoint, args, configureBuilder);
        return new EntryPointTestingBuilder(factory, await factory.WaitForBuilderAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Begins the description of an application in the test itself.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(args, (_, _) => { });

    /// <summary>Begins the description of an application in the test itself; its options can be changed.</summary>
    /// <exception cref="InvalidOperationException">The test is not part of an app host project.</exception>
    public static IDistributedApplicationTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        ArgumentNullException.ThrowIfNull(configureBuilder);
        Arguments.ThrowIfAnyIsEmpty(args);
        var assembly = new StackTrace().GetFrames()
            .Select(frame => frame.GetMethod()?.DeclaringType?.Assembly)
            .OfType<Assembly>()
            .FirstOrDefault(assembly => AssemblyMetadata.Find(assembly, "apphostprojectpath") is not null)
            ?? throw new InvalidOperationException("No application host assembly was found. Set IsAspireHost in the project of the test, or use CreateAsync with a type of the app host.");
        return InlineTestingBuilder.Create(args, assembly, configureBuilder);
    }
}
