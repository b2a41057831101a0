using System.Globalization;
using Jint;
using Jint.Constraints;
using Podcast.LocalAws.CloudFront.Functions.Program;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>Makes the engine of one run: strict, limited, with the runtime's globals and nothing else.</summary>
internal static class FunctionEngine
{
    public static readonly TimeSpan RegexTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>What decides which built-in members exist.</summary>
    public static void ConfigureSurface(Options options)
    {
        options.Strict = true;
        options.DisableStringCompilation();
    }

    public static Engine Create(FunctionProgram program, FunctionRun run)
    {
        var engine = new Engine(options =>
        {
            ConfigureSurface(options);
            options.TimeZone = TimeZoneInfo.Utc;
            options.Culture = CultureInfo.InvariantCulture;
            options.TimeSystem = new FrozenTimeSystem(run.StartedAt);
            options.Constraints.MaxRecursionDepth = FunctionLimits.CallDepth;
            options.Constraints.MaxArraySize = FunctionLimits.ArrayElements;
            options.Constraints.RegexTimeout = RegexTimeout;
            options.MaxStatements(FunctionLimits.Statements)
                .Constraint(new AllocationConstraint(FunctionLimits.MemoryBytes))
                .Constraint(new OperationDeadlineConstraint());
            if (run.Counter is { } counter)
            {
                options.Constraint(counter);
            }
        });
        RuntimeSurface.Remove(engine, program.Surplus);
        FunctionModules.Install(engine, program, run);
        return engine;
    }
}
