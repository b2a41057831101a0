namespace Podcast.Tests.Integration.Infra;

/// <summary>The tests that read the production template: it is synthesized once for all of them.</summary>
[CollectionDefinition(nameof(ProductionTemplate))]
public sealed class ProductionTemplateUsers : ICollectionFixture<ProductionTemplate>;
