using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an app host's entry point on a thread of its own, under an observer.</summary>
internal static class EntryPointThread
{
    public static void Start(Type type, string[] args, IBuilderObserver observer, Action<Exception?> exited)
    {
        var entryPoint = type.Assembly.EntryPoint ?? throw new InvalidOperationException($"Assembly of specified type {type.Name} does not have an entry point.");
        var thread = new Thread(() => exited(Run(entryPoint, args, observer)))
        {
            IsBackground = true,
            Name = $"{type.Assembly.GetName().Name}.EntryPoint",
        };

        // What the caller has in its execution context is no concern of the app host.
        thread.UnsafeStart();
    }

    private static Exception? Run(MethodInfo entryPoint, string[] args, IBuilderObserver observer)
    {
        try
        {
            IBuilderObserver.Current = observer;
            entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [args]);
            return null;
        }
        catch (TargetInvocationException error)
        {
            return error.InnerException ?? error;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
