using Podcast.AppHost.LocalTools;

namespace Podcast.Tests.Integration.Infra.Specification;

/// <summary>The published specification, fetched once into the tool cache and read once.</summary>
public sealed class SpecificationFixture : IAsyncLifetime
{
    private static readonly NpmToolPackage Package = new(
        "AWS's specification of CloudFormation's types",
        "@aws-cdk/aws-service-spec",
        "0.1.216",
        "sha512-O3Lu6v6J6RnI+Eenklbw8237kV64cTpM94QEXmlcmsIAzhcKrdd+qApZhlTL+H3IDt1JP6Vphbd+OOmq6r8pqw==",
        2_605_269,
        "");

    internal AwsSpecification Specification { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = await NpmTool.EnsureAsync(Package, Console.Error, TestContext.Current.CancellationToken);
        Specification = await AwsSpecification.ReadAsync(Path.Combine(folder, "db.json.gz"), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Specification?.Dispose();
        return ValueTask.CompletedTask;
    }
}
