namespace Aspire.Hosting;

/// <summary>What a person is asked for.</summary>
public enum InputType
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A line of text that is masked.</summary>
    SecretText,

    /// <summary>One of several options.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A file.</summary>
    File,
}
