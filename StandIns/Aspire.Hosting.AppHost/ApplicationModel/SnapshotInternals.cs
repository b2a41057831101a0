namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about a state.</summary>
internal static class SnapshotInternals
{
    extension(CustomResourceSnapshot snapshot)
    {
        public bool IsTerminal => snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state);

        /// <summary>Whether nothing will come of waiting unless someone acts.</summary>
        public bool IsUnavailable => snapshot.IsTerminal || snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;
    }
}
