using System.Reflection;
using Microsoft.Extensions.Logging;
using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.LocalAws.Core;

public sealed class EventIdsTests
{
    [Fact]
    public void LogMessages_OfTheAssembly_HaveUniqueListedIds()
    {
        var listed = typeof(EventIds).GetFields().Select(field => (int)field.GetRawConstantValue()!).ToList();
        var used = typeof(EventIds).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>()
            .ToList();

        Assert.Equal(listed.Order(), used.Order());
        Assert.Distinct(used);
    }
}
