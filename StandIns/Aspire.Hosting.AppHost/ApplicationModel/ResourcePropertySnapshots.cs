using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Changes a list of properties by name.</summary>
internal static class ResourcePropertySnapshots
{
    public static ImmutableArray<ResourcePropertySnapshot> With(
        this ImmutableArray<ResourcePropertySnapshot> properties,
        params ReadOnlySpan<ResourcePropertySnapshot> changes)
    {
        var builder = properties.ToBuilder();
        foreach (var change in changes)
        {
            var index = properties.IndexOf(change.Name);
            if (index < 0)
            {
                builder.Add(change);
            }
            else
            {
                builder[index] = change;
            }
        }

        return builder.ToImmutable();
    }

    public static ImmutableArray<ResourcePropertySnapshot> Without(this ImmutableArray<ResourcePropertySnapshot> properties, string name) =>
        properties.IndexOf(name) is >= 0 and var index ? properties.RemoveAt(index) : properties;

    private static int IndexOf(this ImmutableArray<ResourcePropertySnapshot> properties, string name)
    {
        for (var i = 0; i < properties.Length; i++)
        {
            if (properties[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
