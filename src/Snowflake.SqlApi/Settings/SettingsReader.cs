using System.Data.Common;
using System.Globalization;

namespace Snowflake.SqlApi.Settings;

/// <summary>Reads the keys of one connection string and gathers what is wrong with them.</summary>
internal sealed class SettingsReader
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public SettingsReader(string connectionString)
    {
        var parsed = new DbConnectionStringBuilder { ConnectionString = connectionString };
        foreach (string key in parsed.Keys)
        {
            var name = key.ToLowerInvariant();
            if (ConnectionKeys.Refusal(name) is { } refusal) Add(name, refusal);
            else _values[name] = Convert.ToString(parsed[key], CultureInfo.InvariantCulture) ?? "";
        }
    }

    public List<ConnectionStringProblem> Problems { get; } = [];

    public void Add(string key, string message) => Problems.Add(new(key, message));

    public bool Has(string key) => _values.ContainsKey(key);

    public string Text(string key) => _values.GetValueOrDefault(key, "");

    public string Required(string key, string purpose)
    {
        var text = Text(key);
        if (text.Length == 0) Add(key, $"'{key}' is missing: {purpose}.");
        return text;
    }

    public int Number(string key, int otherwise, int least, int most)
    {
        if (!_values.TryGetValue(key, out var text)) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Add(key, $"'{key}' must be a whole number from {least} to {most}.");
        return otherwise;
    }

    public bool Flag(string key)
    {
        if (!_values.TryGetValue(key, out var text)) return false;
        if (bool.TryParse(text, out var flag)) return flag;
        Add(key, $"'{key}' must be true or false.");
        return false;
    }

    public T Choice<T>(string key, T otherwise, params (string Word, T Meaning)[] choices)
    {
        if (!_values.TryGetValue(key, out var text)) return otherwise;
        foreach (var (word, meaning) in choices)
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                return meaning;
        Add(key, $"'{key}' must be one of: {string.Join(", ", choices.Select(choice => choice.Word))}.");
        return otherwise;
    }
}
