namespace Aspire.Hosting;

/// <summary>Lets a command check the answers before it runs.</summary>
public sealed class InputsDialogValidationContext
{
    /// <summary>The answers.</summary>
    public required InteractionInputCollection Inputs { get; init; }

    /// <summary>Signals that the command is given up.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    internal bool HasErrors { get; private set; }

    /// <summary>Finds fault with an answer.</summary>
    public void AddValidationError(InteractionInput input, string errorMessage)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(errorMessage);
        input.ValidationErrors.Add(errorMessage);
        HasErrors = true;
    }

    /// <summary>Finds fault with an answer.</summary>
    public void AddValidationError(string inputName, string errorMessage) => AddValidationError(Inputs[inputName], errorMessage);
}
