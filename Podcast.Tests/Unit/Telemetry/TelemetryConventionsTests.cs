using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Core;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Telemetry;

/// <summary>
/// Every meter, instrument and source of the system's processes, and every attribute that they set, against OpenTelemetry's conventions as published:
/// https://opentelemetry.io/docs/specs/semconv/. docs/telemetry.md lists the metrics.
/// </summary>
public sealed partial class TelemetryConventionsTests
{
    private static readonly Assembly[] Processes = [typeof(FunctionTelemetry).Assembly, typeof(LocalAwsTelemetry).Assembly];

    /// <summary>Names and units of https://opentelemetry.io/docs/specs/semconv/faas/faas-metrics/.</summary>
    private static readonly Dictionary<string, string> ConventionalMetrics = new()
    {
        ["faas.invoke_duration"] = "s",
        ["faas.coldstarts"] = "{coldstart}",
        ["faas.errors"] = "{error}",
    };

    /// <summary>Attributes of https://opentelemetry.io/docs/specs/semconv/registry/attributes/.</summary>
    private static readonly HashSet<string> ConventionalAttributes =
    [
        "aws.dynamodb.table_names", "aws.lambda.invoked_arn", "aws.request_id", "aws.s3.bucket", "aws.s3.key", "cloud.platform", "cloud.provider", "cloud.region",
        "cloud.resource_id", "db.system.name", "error.type", "faas.coldstart", "faas.instance", "faas.invocation_id", "faas.invoked_name", "faas.invoked_provider",
        "faas.invoked_region", "faas.name", "faas.trigger", "faas.version", "http.request.method", "http.response.status_code", "http.route",
        "messaging.batch.message_count", "messaging.destination.name", "messaging.message.id", "messaging.operation.type", "messaging.system", "rpc.method", "rpc.service",
        "rpc.system", "server.address", "service.name", "url.full", "url.scheme",
    ];

    /// <summary>What the conventions have no name for is under a name of the product, or of the service that it is about.</summary>
    private static readonly string[] OwnNamespaces =
        ["aws.cloudwatch.", "aws.eventbridge.", "aws.iam.", "aws.mediaconvert.", "aws.scheduler.", "cloudfront.", "localaws.", "podcast."];

    /// <summary>The values of https://opentelemetry.io/docs/specs/semconv/registry/attributes/faas/.</summary>
    private static readonly string[] Triggers = ["datasource", "http", "other", "pubsub", "timer"];

    private static readonly IReadOnlyList<Instrument> Instruments = FindInstruments();

    [Fact]
    public void Instrument_OfEveryProcess_HasAConventionalNameUnitAndDescription()
    {
        Assert.NotEmpty(Instruments);
        Assert.All(Instruments, instrument =>
        {
            Assert.Matches(Name(), instrument.Name);
            Assert.Matches(Unit(), instrument.Unit);
            Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal);
            Assert.True(
                ConventionalMetrics.TryGetValue(instrument.Name, out var unit) ? unit == instrument.Unit : OwnNamespaces.Any(own => instrument.Name.StartsWith(own, StringComparison.Ordinal)),
                $"{instrument.Name} is neither a metric of the conventions nor in a namespace of its own.");
            // A duration is in seconds, and only a duration says so.
            Assert.Equal(instrument.Name.EndsWith("duration", StringComparison.Ordinal) || instrument.Name.EndsWith(".lag", StringComparison.Ordinal), instrument.Unit == "s");
        });
    }

    [Fact]
    public void Instrument_OfEveryProcess_IsInTheTableOfTheDocumentation()
    {
        var page = File.ReadAllText(Path.Combine(SynthesizedTemplate.Repository, "docs", "telemetry.md"));
        var documented = Row().Matches(page).Select(row => (row.Groups[1].Value, row.Groups[2].Value)).Order();

        Assert.Equal(Instruments.Select(instrument => (instrument.Name, instrument.Unit!)).Distinct().Order(), documented);
    }

    [Fact]
    public void FunctionMetric_InTheDocumentation_HasCloudWatchsUnitBesideIt()
    {
        var page = File.ReadAllText(Path.Combine(SynthesizedTemplate.Repository, "docs", "telemetry.md"));

        Assert.All(FunctionMetric.All, metric => Assert.Contains($"| `{metric.Name}` | `{metric.Unit}` | {metric.CloudWatchUnit} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Sources_OfEveryProcess_AreThoseThatItsTelemetryListensTo()
    {
        var sources = new HashSet<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source =>
            {
                if (source.Name.StartsWith("Podcast.", StringComparison.Ordinal))
                {
                    lock (sources)
                    {
                        sources.Add(source.Name);
                    }
                }

                return false;
            },
        };
        ActivitySource.AddActivityListener(listener);

        // A host's telemetry listens to the application's name; a function's to the one that it names.
        Assert.Equal(["Podcast.Functions", "Podcast.LocalAws"], sources.Order(StringComparer.Ordinal));
        Assert.Equal("Podcast.LocalAws", typeof(LocalAwsTelemetry).Assembly.GetName().Name);
        Assert.Equal(["Podcast.Functions", "Podcast.LocalAws"], Instruments.Select(instrument => instrument.Meter.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Attribute_InTheSource_IsOfTheConventionsOrOfANamespaceOfItsOwn()
    {
        var set = SourceFiles().SelectMany(file => Tag().Matches(File.ReadAllText(file)));
        var listed = SourceFiles().Where(file => file.EndsWith("Telemetry.cs", StringComparison.Ordinal) || file.EndsWith("LocalAwsMetrics.cs", StringComparison.Ordinal))
            .SelectMany(file => Dotted().Matches(File.ReadAllText(file)));
        var found = set.Concat(listed).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.True(found.Count > 50, "The attributes are set in another way than this test looks for.");
        Assert.All(found, name => Assert.Matches(Name(), name));
        Assert.DoesNotContain(found, name => !ConventionalAttributes.Contains(name) && !ConventionalMetrics.ContainsKey(name)
            && !OwnNamespaces.Any(own => name.StartsWith(own, StringComparison.Ordinal)));
    }

    [Fact]
    public void Trigger_OfEveryFunction_IsOneOfTheConventions() => Assert.All(
        SourceFiles().SelectMany(file => Trigger().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)), trigger => Assert.Contains(trigger, Triggers));

    private static List<Instrument> FindInstruments()
    {
        // Instruments are made when their class is first used.
        var holders = Processes.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters && type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
                .Any(field => typeof(Instrument).IsAssignableFrom(field.FieldType) || field.FieldType == typeof(Meter) || field.FieldType == typeof(ActivitySource)))
            .Append(typeof(FunctionMetrics));
        foreach (var holder in holders)
        {
            RuntimeHelpers.RunClassConstructor(holder.TypeHandle);
        }

        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == FunctionTelemetry.Meter || instrument.Meter == LocalAwsTelemetry.Meter)
                {
                    found.Add(instrument);
                }
            },
        };
        listener.Start();
        return found;
    }

    private static IEnumerable<string> SourceFiles() => Processes
        .SelectMany(assembly => Directory.EnumerateFiles(Path.Combine(SynthesizedTemplate.Repository, assembly.GetName().Name!), "*.cs", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Path.Combine(SynthesizedTemplate.Repository, "Podcast.ServiceDefaults"), "*.cs", SearchOption.AllDirectories));

    [GeneratedRegex(@"^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(s|By|1|\{[a-z]+\})$", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    [GeneratedRegex(@"^\| `([a-z0-9_.]+)` \| `(s|By|1|\{[a-z]+\})` \|", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"SetTag\(\$?""([^""]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"""([a-z]+(?:\.[A-Za-z0-9_.-]+)+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"public string Trigger => ""([^""]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Trigger();
}
