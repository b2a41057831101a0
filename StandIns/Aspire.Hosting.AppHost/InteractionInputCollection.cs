using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Hosting;

/// <summary>What a person was asked for together.</summary>
public sealed class InteractionInputCollection : IReadOnlyList<InteractionInput>
{
    private readonly List<InteractionInput> _inputs;
    private readonly Dictionary<string, InteractionInput> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Collects the inputs.</summary>
    /// <exception cref="InvalidOperationException">Two have the same name.</exception>
    public InteractionInputCollection(IReadOnlyList<InteractionInput> inputs)
    {
        _inputs = [.. inputs];
        foreach (var input in _inputs)
        {
            if (!_byName.TryAdd(input.Name, input))
            {
                throw new InvalidOperationException($"Duplicate input name '{input.Name}' found. Input names must be unique.");
            }
        }
    }

    /// <summary>The number of inputs.</summary>
    public int Count => _inputs.Count;

    /// <summary>The names of the inputs.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>An input by its place.</summary>
    public InteractionInput this[int index] => _inputs[index];

    /// <summary>An input by its name, without regard to case.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public InteractionInput this[string name] =>
        TryGetByName(name, out var input) ? input : throw new KeyNotFoundException($"No input with name '{name}' was found.");

    /// <summary>Finds an input by its name, without regard to case.</summary>
    public bool TryGetByName(string name, [NotNullWhen(true)] out InteractionInput? input) => _byName.TryGetValue(name, out input);

    /// <summary>Whether there is an input of that name.</summary>
    public bool ContainsName(string name) => _byName.ContainsKey(name);

    /// <summary>The answer as it was given.</summary>
    public string? GetString(string name) => this[name].Value;

    /// <summary>The answer as yes or no.</summary>
    public bool GetBoolean(string name) => bool.Parse(Answer(name));

    /// <summary>The answer as a whole number.</summary>
    public int GetInt32(string name) => int.Parse(Answer(name), NumberStyles.Integer, CultureInfo.InvariantCulture);

    /// <summary>The answer as a number.</summary>
    public double GetDouble(string name) => double.Parse(Answer(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The inputs as an array.</summary>
    public InteractionInput[] ToArray() => [.. _inputs];

    /// <inheritdoc />
    public IEnumerator<InteractionInput> GetEnumerator() => _inputs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Answer(string name) => GetString(name) ?? throw new InvalidOperationException($"Input '{name}' does not have a value.");
}
