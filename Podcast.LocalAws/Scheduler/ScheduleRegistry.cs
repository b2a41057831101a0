using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Scheduler;

/// <summary>The account's schedules and groups. Every change happens here, so that the engine is notified.</summary>
internal sealed class ScheduleRegistry
{
    // A tenth of a percent of AWS's quota, and more than anybody starts on a desk.
    private const int MaxSchedules = 10_000;
    private const int MaxGroups = 500;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Group, string Name), Schedule> _schedules = new(
        Comparer<(string Group, string Name)>.Create((a, b) =>
            string.CompareOrdinal(a.Group, b.Group) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name)));
    private readonly SortedDictionary<string, ScheduleGroup> _groups = new(StringComparer.Ordinal);
    private readonly LocalAwsOptions _options;
    private readonly TimeProvider _time;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScheduleRegistry(LocalAwsOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _groups.Add(ScheduleKey.DefaultGroup, NewGroup(ScheduleKey.DefaultGroup));
    }

    /// <summary>Ends at the next change of any schedule.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    public string ArnOf(ScheduleKey key) => _options.GetArns().Schedule(key.Group, key.Name);

    public string GroupArnOf(string name) => _options.GetArns().ScheduleGroup(name);

    /// <param name="definition">What it is.</param>
    /// <param name="clientToken">Makes the same request again harmless.</param>
    /// <param name="anchor">When a rate without a start date begins, if not now.</param>
    /// <exception cref="AwsException">It exists already, its group does not, or there are too many.</exception>
    public Schedule Create(ScheduleDefinition definition, string? clientToken = null, DateTimeOffset? anchor = null)
    {
        lock (_lock)
        {
            var key = (definition.Key.Group, definition.Key.Name);
            if (!_groups.ContainsKey(key.Group))
            {
                throw SchedulerErrors.NoSuchGroup(key.Group);
            }

            if (_schedules.TryGetValue(key, out var existing))
            {
                return clientToken is not null && existing.ClientToken == clientToken
                    ? existing
                    : throw SchedulerErrors.Conflict($"Schedule {key.Name} already exists.");
            }

            if (_schedules.Count == MaxSchedules)
            {
                throw SchedulerErrors.QuotaExceeded($"LocalAws keeps at most {MaxSchedules} schedules.");
            }

            var now = _time.GetUtcNow();
            var schedule = new Schedule(definition, ArnOf(definition.Key), now) { Anchor = anchor ?? now, ClientToken = clientToken };
            schedule.NextAt = definition.NextAfter(now.AddTicks(-1), schedule.Anchor);
            _schedules.Add(key, schedule);
            Announce();
            return schedule;
        }
    }

    /// <exception cref="AwsException">There is no such schedule.</exception>
    public Schedule Update(ScheduleDefinition definition)
    {
        lock (_lock)
        {
            var schedule = GetUnderLock(definition.Key);
            var now = _time.GetUtcNow();
            schedule.Definition = definition;
            schedule.ModifiedAt = now;
            schedule.Anchor = now;
            schedule.NextAt = definition.NextAfter(now.AddTicks(-1), now);
            Announce();
            return schedule;
        }
    }

    /// <exception cref="AwsException">There is no such schedule.</exception>
    public Schedule Get(ScheduleKey key)
    {
        lock (_lock)
        {
            return GetUnderLock(key);
        }
    }

    public Schedule? Find(ScheduleKey key)
    {
        lock (_lock)
        {
            return _schedules.GetValueOrDefault((key.Group, key.Name));
        }
    }

    /// <exception cref="AwsException">There is no such schedule.</exception>
    public void Delete(ScheduleKey key)
    {
        lock (_lock)
        {
            if (!_schedules.Remove((key.Group, key.Name)))
            {
                throw SchedulerErrors.NoSuchSchedule(key.Name);
            }

            Announce();
        }
    }

    /// <summary>The schedules by group and name.</summary>
    public IReadOnlyList<Schedule> List()
    {
        lock (_lock)
        {
            return [.. _schedules.Values];
        }
    }

    /// <exception cref="AwsException">It exists already, or there are too many.</exception>
    public ScheduleGroup CreateGroup(string name, IEnumerable<KeyValuePair<string, string>> tags, string? clientToken = null)
    {
        lock (_lock)
        {
            if (_groups.TryGetValue(name, out var existing))
            {
                return clientToken is not null && existing.ClientToken == clientToken
                    ? existing
                    : throw SchedulerErrors.Conflict($"Schedule group {name} already exists.");
            }

            if (_groups.Count == MaxGroups)
            {
                throw SchedulerErrors.QuotaExceeded($"The account has the maximum number of {MaxGroups} schedule groups.");
            }

            var group = NewGroup(name);
            group.ClientToken = clientToken;
            foreach (var (key, value) in tags)
            {
                group.Tags[key] = value;
            }

            _groups.Add(name, group);
            return group;
        }
    }

    /// <exception cref="AwsException">There is no such group.</exception>
    public ScheduleGroup GetGroup(string name)
    {
        lock (_lock)
        {
            return _groups.GetValueOrDefault(name) ?? throw SchedulerErrors.NoSuchGroup(name);
        }
    }

    /// <summary>The groups by name.</summary>
    public IReadOnlyList<ScheduleGroup> ListGroups()
    {
        lock (_lock)
        {
            return [.. _groups.Values];
        }
    }

    /// <summary>Deletes a group and, at once, its schedules.</summary>
    /// <exception cref="AwsException">There is no such group, or it is the default one.</exception>
    public void DeleteGroup(string name)
    {
        if (name == ScheduleKey.DefaultGroup)
        {
            throw SchedulerErrors.Invalid("The default schedule group cannot be deleted.");
        }

        lock (_lock)
        {
            if (!_groups.Remove(name))
            {
                throw SchedulerErrors.NoSuchGroup(name);
            }

            foreach (var key in _schedules.Keys.Where(key => key.Group == name).ToList())
            {
                _schedules.Remove(key);
            }

            Announce();
        }
    }

    /// <summary>Changes a group's tags.</summary>
    /// <exception cref="AwsException">There is no such group.</exception>
    public void ChangeTags(string name, Action<SortedDictionary<string, string>> change)
    {
        lock (_lock)
        {
            var group = _groups.GetValueOrDefault(name) ?? throw SchedulerErrors.NoSuchGroup(name);
            change(group.Tags);
            group.ModifiedAt = _time.GetUtcNow();
        }
    }

    /// <summary>
    /// Takes the occurrences that are due, and moves their schedules on. Of several that a schedule missed, as when the machine slept, it is
    /// the last, so that a pause does not end in a burst.
    /// </summary>
    /// <param name="now">What is not later than this is due.</param>
    /// <param name="nextAt">When the next one is due.</param>
    public IReadOnlyList<(Schedule Schedule, DateTimeOffset Occurrence)> TakeDue(DateTimeOffset now, out DateTimeOffset? nextAt)
    {
        var due = new List<(Schedule, DateTimeOffset)>();
        nextAt = null;
        lock (_lock)
        {
            foreach (var schedule in _schedules.Values)
            {
                if (schedule.NextAt is { } occurrence && occurrence <= now)
                {
                    schedule.NextAt = NextAfter(schedule, occurrence);
                    while (schedule.NextAt is { } later && later <= now)
                    {
                        (occurrence, schedule.NextAt) = (later, NextAfter(schedule, later));
                    }

                    if (schedule.Definition.IsEnabled)
                    {
                        due.Add((schedule, occurrence));
                    }
                }

                if (schedule.Definition.IsEnabled && schedule.NextAt is { } next && (nextAt is null || next < nextAt))
                {
                    nextAt = next;
                }
            }
        }

        return due;
    }

    /// <summary>Whether the schedule is still there, enabled, with that definition.</summary>
    public bool Stands(Schedule schedule, ScheduleDefinition definition)
    {
        lock (_lock)
        {
            return definition.IsEnabled
                && ReferenceEquals(_schedules.GetValueOrDefault((schedule.Key.Group, schedule.Key.Name)), schedule)
                && ReferenceEquals(schedule.Definition, definition);
        }
    }

    /// <summary>Records the state of an invocation, and deletes a schedule with ActionAfterCompletion DELETE after its last one.</summary>
    public void Report(Schedule schedule, ScheduleRun run)
    {
        lock (_lock)
        {
            schedule.LastRun = run;
            if (run.Outcome != RunOutcome.Retrying
                && schedule.Definition.DeletesItself
                && schedule.NextAt is null
                && ReferenceEquals(_schedules.GetValueOrDefault((schedule.Key.Group, schedule.Key.Name)), schedule))
            {
                _schedules.Remove((schedule.Key.Group, schedule.Key.Name));
            }
        }
    }

    private static DateTimeOffset? NextAfter(Schedule schedule, DateTimeOffset occurrence) =>
        schedule.Definition.NextAfter(occurrence, schedule.Anchor);

    private Schedule GetUnderLock(ScheduleKey key)
    {
        if (!_groups.ContainsKey(key.Group))
        {
            throw SchedulerErrors.NoSuchGroup(key.Group);
        }

        return _schedules.GetValueOrDefault((key.Group, key.Name)) ?? throw SchedulerErrors.NoSuchSchedule(key.Name);
    }

    private ScheduleGroup NewGroup(string name) => new(name, GroupArnOf(name), _time.GetUtcNow());

    private void Announce()
    {
        _changed.TrySetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
