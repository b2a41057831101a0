namespace Podcast.Functions.Catalog;

/// <summary>Apple's categories, written <c>Arts</c> or <c>Arts > Books</c>: https://podcasters.apple.com/support/1691-apple-podcasts-categories.</summary>
internal static class Category
{
    private const string Separator = " > ";

    private static readonly Dictionary<string, string[]> Subcategories = new(StringComparer.Ordinal)
    {
        ["Arts"] = ["Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"],
        ["Business"] = ["Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"],
        ["Comedy"] = ["Comedy Interviews", "Improv", "Stand-Up"],
        ["Education"] = ["Courses", "How To", "Language Learning", "Self-Improvement"],
        ["Fiction"] = ["Comedy Fiction", "Drama", "Science Fiction"],
        ["Government"] = [],
        ["Health & Fitness"] = ["Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"],
        ["History"] = [],
        ["Kids & Family"] = ["Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"],
        ["Leisure"] = ["Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden", "Video Games"],
        ["Music"] = ["Music Commentary", "Music History", "Music Interviews"],
        ["News"] = ["Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News", "Tech News"],
        ["Religion & Spirituality"] = ["Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"],
        ["Science"] =
        [
            "Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences", "Nature", "Physics", "Social Sciences",
        ],
        ["Society & Culture"] = ["Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"],
        ["Sports"] =
        [
            "Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running", "Soccer", "Swimming", "Tennis",
            "Volleyball", "Wilderness", "Wrestling",
        ],
        ["Technology"] = [],
        ["True Crime"] = [],
        ["TV & Film"] = ["After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"],
    };

    /// <summary>All of them, each category before its subcategories.</summary>
    public static IEnumerable<string> All =>
        Subcategories.SelectMany(category => category.Value.Select(sub => category.Key + Separator + sub).Prepend(category.Key));

    public static bool IsValid(string text)
    {
        var (category, subcategory) = Split(text);
        return Subcategories.TryGetValue(category, out var known) && (subcategory is null || known.Contains(subcategory));
    }

    /// <returns>The category, and the subcategory if there is one.</returns>
    public static (string Category, string? Subcategory) Split(string text) =>
        text.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + Separator.Length)..]) : (text, null);
}
