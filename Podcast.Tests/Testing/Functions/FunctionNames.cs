using Podcast.Functions;

namespace Podcast.Tests.Testing.Functions;

/// <summary>The catalog of functions, as data of theories.</summary>
internal static class FunctionNames
{
    public static TheoryData<string> All => [.. Enum.GetNames<FunctionName>()];

    /// <summary>Those that a production stack has, too.</summary>
    public static TheoryData<string> OfProduction => [.. Enum.GetNames<FunctionName>().Except([nameof(FunctionName.EmptyBucket)])];
}
