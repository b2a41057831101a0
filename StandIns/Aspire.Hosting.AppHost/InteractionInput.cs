namespace Aspire.Hosting;

/// <summary>Something that a person is asked for.</summary>
public sealed class InteractionInput
{
    /// <summary>Its name, unique among those asked for together.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people; <see cref="Name"/> when null.</summary>
    public string? Label { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether <see cref="Description"/> is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; init; }

    /// <summary>What kind of value it takes.</summary>
    public required InputType InputType { get; init; }

    /// <summary>Whether it must be answered.</summary>
    public bool Required { get; init; }

    /// <summary>The options of a choice: value and text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; set; }

    /// <summary>The answer.</summary>
    public string? Value { get; set; }

    /// <summary>What the empty field shows.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Whether a choice takes other values too.</summary>
    public bool AllowCustomChoice { get; init; }

    /// <summary>Whether it cannot be answered.</summary>
    public bool Disabled { get; set; }

    /// <summary>The most characters that the answer may have.</summary>
    public int? MaxLength { get; init; }

    internal List<string> ValidationErrors { get; } = [];

    internal InteractionInput Copy(string? value) => new()
    {
        Name = Name,
        Label = Label,
        Description = Description,
        EnableDescriptionMarkdown = EnableDescriptionMarkdown,
        InputType = InputType,
        Required = Required,
        Options = Options,
        Value = value,
        Placeholder = Placeholder,
        AllowCustomChoice = AllowCustomChoice,
        Disabled = Disabled,
        MaxLength = MaxLength,
    };
}
