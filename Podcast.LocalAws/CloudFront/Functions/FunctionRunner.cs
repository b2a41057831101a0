using Jint;
using Jint.Constraints;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Modules;
using Podcast.LocalAws.CloudFront.Functions.Program;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>Runs a program once, on an engine of its own: nothing of one run is left for the next.</summary>
internal static class FunctionRunner
{
    public static FunctionResult Run(FunctionProgram program, FunctionEvent source, FunctionRun run)
    {
        run.Incoming = source.Request;
        try
        {
            using var engine = FunctionEngine.Create(program, run);
            var deadline = engine.Constraints.Find<OperationDeadlineConstraint>()!;
            deadline.Begin(FunctionLimits.Time);
            try
            {
                var result = Call(engine, program, source);
                engine.Constraints.Find<AllocationConstraint>()!.Check();
                return ResultReader.Read(result, source, run);
            }
            finally
            {
                deadline.End();
            }
        }
        catch (FunctionValidationException error)
        {
            return new FailureResult(FunctionFailure.Validation, error.Message, run.Logs);
        }
        catch (FunctionLimitException error)
        {
            return new FailureResult(FunctionFailure.Execution, $"The function exceeded a limit: {error.Message}", run.Logs);
        }
        catch (JavaScriptException error)
        {
            return new FailureResult(FunctionFailure.Execution, $"{error.Error} (line {error.Location.Start.Line})", run.Logs);
        }
        catch (JintException error)
        {
            // A limit: statements, memory, recursion, time.
            return new FailureResult(FunctionFailure.Execution, $"The function exceeded a limit: {error.Message}", run.Logs);
        }
        catch (Exception error) when (error is TimeoutException or InsufficientExecutionStackException or System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            return new FailureResult(FunctionFailure.Execution, $"The function exceeded a limit: {error.Message}", run.Logs);
        }
    }

    private static JsValue Call(Engine engine, FunctionProgram program, FunctionEvent source)
    {
        var handler = engine.Evaluate(program.Script);
        if (!handler.IsCallable())
        {
            throw new JavaScriptException(engine.Error("The code has no function handler"));
        }

        return Settle(engine, engine.Invoke(handler, EventObject.Create(engine, source)));
    }

    // Everything a function can wait for has happened already, so one turn of the event loop settles what will ever settle.
    private static JsValue Settle(Engine engine, JsValue returned)
    {
        if (!returned.IsPromise())
        {
            return returned;
        }

        JsValue? value = null;
        JsValue? reason = null;
        var fulfilled = new ClrFunction(engine, "", (_, arguments) => value = arguments.At(0), 1);
        var rejected = new ClrFunction(engine, "", (_, arguments) => reason = arguments.At(0), 1);
        var promise = (ObjectInstance)returned;
        engine.Invoke(promise.Get("then"), promise, [fulfilled, rejected]);
        engine.Advanced.ProcessTasks();
        if (reason is not null)
        {
            throw new JavaScriptException(reason);
        }

        return value ?? throw new JavaScriptException(engine.Error("The promise that the handler returned never settles"));
    }
}
