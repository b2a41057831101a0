using System.Reflection;
using Podcast.Benchmarks.Scale.Model;

namespace Podcast.Tests.Testing.Benchmarks;

/// <summary>The inputs of the simulation as they are committed.</summary>
internal static class CommittedInputs
{
    public static string Text
    {
        get
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("scale-inputs.json")!);
            return reader.ReadToEnd();
        }
    }

    public static ScaleInputs Value { get; } = ScaleInputs.Read(Text);

    /// <summary>Fails when what is simulated and what is measured are more than a fifth apart.</summary>
    public static void AssertWithinAFifth(double measured, double simulated) => Assert.InRange(simulated, measured * 0.8, measured * 1.2);
}
