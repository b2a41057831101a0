namespace Podcast.Tests.Unit.Architecture;

/// <summary>A reference of a type in one folder of a project to a type in another.</summary>
internal readonly record struct FolderReference(string FromFolder, string ToFolder, string FromType, string ToType)
{
    public override string ToString() => $"{FromFolder} refers to {ToFolder}: {FromType} uses {ToType}";
}
