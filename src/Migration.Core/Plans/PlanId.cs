using System.Text.RegularExpressions;

namespace Migration.Core.Plans;

/// <summary>The form of plan ids, and how one is made of a name.</summary>
public static partial class PlanId
{
    public const string Rule = "Use up to 80 lower-case letters, digits, '_' and '-', starting with a letter or a digit.";

    private const int LongestSlug = 70;

    public static bool IsValid(string id) => Form().IsMatch(id);

    /// <summary><c>User data, 2024</c> becomes <c>user-data-2024</c>.</summary>
    public static string Of(string name)
    {
        var slug = Other().Replace(name.ToLowerInvariant(), "-").TrimStart('-', '_');
        if (slug.Length > LongestSlug) slug = slug[..LongestSlug];
        slug = slug.TrimEnd('-');
        return slug.Length == 0 ? "plan" : slug;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,79}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("[^a-z0-9_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
