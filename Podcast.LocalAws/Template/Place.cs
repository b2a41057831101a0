namespace Podcast.LocalAws.Template;

/// <summary>A place in the template, for messages: <c>Subscribers.Properties.KeySchema[0]</c>.</summary>
internal sealed record Place(Place? Parent, string Name)
{
    public Place In(string name) => new(this, name);

    public Place At(int index) => new(this, $"[{index}]");

    public override string ToString() => Parent is null ? Name : Name[0] == '[' ? $"{Parent}{Name}" : $"{Parent}.{Name}";
}
