using System.Diagnostics;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda;

/// <inheritdoc cref="IFunctionInvoker"/>
internal sealed class FunctionInvoker(FunctionRegistry functions, AsyncInvoker asyncInvoker) : IFunctionInvoker
{
    public IInvocableFunction? Find(string nameOrArn) => functions.FindByName(nameOrArn);

    public void Enqueue(IInvocableFunction function, ReadOnlyMemory<byte> payload) =>
        asyncInvoker.Add((LambdaFunction)function, payload, Guid.NewGuid().ToString(), Activity.Current?.Context ?? default);
}
