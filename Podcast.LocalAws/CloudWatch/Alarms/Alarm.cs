using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>A deployed alarm: its configuration, its state and its history.</summary>
internal sealed class Alarm
{
    private const int MaxHistory = 100;

    private readonly Lock _lock = new();
    private readonly Queue<AlarmHistoryItem> _history = new();
    private AlarmConfiguration _configuration;
    private AlarmSnapshot _current;

    public Alarm(AlarmConfiguration configuration, DateTimeOffset now)
    {
        _configuration = configuration;
        ConfiguredAt = now;
        _current = new(AlarmState.InsufficientData, "Unchecked: Initial alarm creation", null, now, now);
        Remember(new(now, "ConfigurationUpdate", $"Alarm \"{configuration.Name}\" created", []));
    }

    public AlarmConfiguration Configuration => Volatile.Read(ref _configuration);

    public string Name => Configuration.Name;

    /// <summary>When the template changed it last.</summary>
    public DateTimeOffset ConfiguredAt { get; private set; }

    public AlarmSnapshot Current => Volatile.Read(ref _current);

    /// <summary>The latest first.</summary>
    public IReadOnlyList<AlarmHistoryItem> History
    {
        get
        {
            lock (_lock)
            {
                return [.. _history.Reverse()];
            }
        }
    }

    public void Configure(AlarmConfiguration configuration, DateTimeOffset now)
    {
        var isChanged = !JsonNode.DeepEquals(configuration.Description, Configuration.Description) || configuration.ActionsEnabled != Configuration.ActionsEnabled;
        Volatile.Write(ref _configuration, configuration);
        if (isChanged)
        {
            ConfiguredAt = now;
            Remember(new(now, "ConfigurationUpdate", $"Alarm \"{configuration.Name}\" updated", []));
        }
    }

    /// <summary>Sets the state and its reason.</summary>
    /// <returns>The former state; <see langword="null"/> when it has not changed.</returns>
    public AlarmSnapshot? Set(AlarmState state, string reason, JsonObject? reasonData, DateTimeOffset now)
    {
        lock (_lock)
        {
            var before = _current;
            if (before.State == state)
            {
                _current = before with { Reason = reason, ReasonData = reasonData, UpdatedAt = before.Reason == reason ? before.UpdatedAt : now };
                return null;
            }

            _current = new(state, reason, reasonData, now, now);
            Remember(new(now, "StateUpdate", $"Alarm updated from {before.State.ToText()} to {state.ToText()}", new()
            {
                ["version"] = "1.0",
                ["oldState"] = Describe(before),
                ["newState"] = Describe(_current),
            }));
            return before;
        }
    }

    public void Remember(AlarmHistoryItem item)
    {
        lock (_lock)
        {
            if (_history.Count == MaxHistory)
            {
                _history.Dequeue();
            }

            _history.Enqueue(item);
        }
    }

    private static JsonObject Describe(AlarmSnapshot snapshot) => new()
    {
        ["stateValue"] = snapshot.State.ToText(),
        ["stateReason"] = snapshot.Reason,
        ["stateReasonData"] = snapshot.ReasonData?.DeepClone(),
    };
}
