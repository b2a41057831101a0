using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Podcast.Tests.Unit.Architecture;

/// <summary>The references between the top folders of a project, read from its assembly; the folder is the namespace's first part after the project's name.</summary>
internal static class FolderReferences
{
    public static IReadOnlyList<FolderReference> Of(System.Reflection.Assembly assembly)
    {
        var project = assembly.GetName().Name!;
        return [.. new ArchLoader().LoadAssembly(assembly).Build().Types.SelectMany(type => References(project, type)).Distinct()];
    }

    private static IEnumerable<FolderReference> References(string project, IType type) =>
        from dependency in type.Dependencies
        // A type parameter is attributed to whichever method of the same signature was loaded first; source generators emit the same method in every folder.
        where dependency.Target is not GenericParameter
        let source = Folder(project, type)
        let target = Folder(project, dependency.Target)
        where source is not null && target is not null && source != target
        select new FolderReference(source, target, type.FullName, dependency.Target.FullName);

    private static string? Folder(string project, IType type) =>
        type.Namespace?.FullName.StartsWith(project + ".", StringComparison.Ordinal) == true
            ? type.Namespace.FullName[(project.Length + 1)..].Split('.')[0]
            : null;
}
