namespace Podcast.LocalAws.Template;

/// <summary>A path in the template, for messages: <c>Subscribers.Properties.KeySchema[0]</c>.</summary>
internal sealed record TemplatePath(TemplatePath? Parent, string Name)
{
    public TemplatePath In(string name) => new(this, name);

    public TemplatePath At(int index) => new(this, $"[{index}]");

    public override string ToString() => Parent is null ? Name : Name[0] == '[' ? $"{Parent}{Name}" : $"{Parent}.{Name}";
}
