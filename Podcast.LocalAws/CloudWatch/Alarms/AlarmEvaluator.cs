using Podcast.LocalAws.CloudWatch.Expressions;
using Podcast.LocalAws.CloudWatch.Metrics;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>Evaluates alarms at the end of a minute, as CloudWatch does every minute.</summary>
internal sealed class AlarmEvaluator(MetricStore store, MetricDataReader reader)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Decides the state of an alarm and sets it.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="now">The evaluation's time; what is evaluated ends with the minute before it.</param>
    /// <returns>The former state; <see langword="null"/> when it has not changed.</returns>
    public AlarmSnapshot? Evaluate(Alarm alarm, DateTimeOffset now)
    {
        var configuration = alarm.Configuration;
        var range = Read(configuration, now, out var error);
        if (error is not null)
        {
            return alarm.Set(AlarmState.InsufficientData, $"Failed to run the expression: {error}", null, now);
        }

        var before = alarm.Current.State;
        var points = range.Select(point => point.Value is { } value ? configuration.Comparison.IsBreaching(value, configuration.Threshold) : (bool?)null).ToList();
        var after = RuleFor(configuration, range).Decide(points, before);
        if (after == before && alarm.Current.ReasonData is not null)
        {
            return null;
        }

        return alarm.Set(after, AlarmReason.Describe(configuration, range, before, after), AlarmReason.ToData(configuration, range, now), now);
    }

    // In AWS the metrics of the time before are known; here they begin with the process, and what was before it is not missing.
    private AlarmRule RuleFor(AlarmConfiguration configuration, IReadOnlyList<Datapoint> range) =>
        configuration.Rule.MissingData == MissingData.Breaching && range.Any(point => point.Value is null && point.At < store.Since)
            ? configuration.Rule with { MissingData = MissingData.Missing }
            : configuration.Rule;

    private IReadOnlyList<Datapoint> Read(AlarmConfiguration alarm, DateTimeOffset now, out string? error)
    {
        error = null;
        var rule = alarm.Rule;
        // Alarms over more than a day are evaluated by the hour.
        var step = alarm.Period * rule.EvaluationPeriods > Day ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1);
        var start = MetricSeries.Floor(now, step) - (alarm.Period * rule.EvaluationRange);
        try
        {
            var values = reader.Read(alarm.Queries, alarm.Result, start, alarm.Period, rule.EvaluationRange);
            return [.. values.Select((value, i) => new Datapoint(start + (alarm.Period * i), value))];
        }
        catch (MetricMathException reason)
        {
            error = reason.Message;
            return [];
        }
    }
}
