using Microsoft.AspNetCore.Connections;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Template;

try
{
    await using var server = await LocalAwsServer.StartAsync(LocalAwsOptions.Read(args));
    await server.WaitForShutdownAsync();
    return 0;
}
catch (Exception reason) when (reason is LocalAwsOptionsException or TemplateException)
{
    await Console.Error.WriteLineAsync(reason.Message);
    return 1;
}
catch (IOException reason) when (reason.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(
        $"LocalAws cannot listen: {reason.Message} Stop the process that uses the port, or choose another with LocalAws__ApiPort, LocalAws__EdgePort or LocalAws__FunctionUrlPorts__<Handler>.");
    return 1;
}
