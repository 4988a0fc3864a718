using System.Text;

namespace Temporal.EmbeddedServer.Visibility;

/// <summary>Cuts a visibility query into tokens.</summary>
internal static class QueryLexer
{
    private static readonly string[] Symbols = ["!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ","];

    public static List<QueryToken> Read(string query)
    {
        var tokens = new List<QueryToken>();
        var at = 0;
        while (at < query.Length)
        {
            if (char.IsWhiteSpace(query[at]))
            {
                at++;
                continue;
            }

            tokens.Add(Next(query, ref at));
        }

        tokens.Add(new(QueryTokenKind.End, "end of query", query.Length));
        return tokens;
    }

    private static QueryToken Next(string query, ref int at)
    {
        var start = at;
        var c = query[at];
        if (c is '\'' or '"' or '`')
        {
            return new(c == '`' ? QueryTokenKind.Name : QueryTokenKind.Text, Quoted(query, ref at), start);
        }

        if (char.IsAsciiDigit(c) || (c is '-' or '+' or '.' && at + 1 < query.Length && char.IsAsciiDigit(query[at + 1])))
        {
            return new(QueryTokenKind.Number, While(query, ref at, x => char.IsAsciiLetterOrDigit(x) || x is '.' or '-' or '+'), start);
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            return new(QueryTokenKind.Name, While(query, ref at, x => char.IsAsciiLetterOrDigit(x) || x is '_' or '.' or '-'), start);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(query, at, symbol, 0, symbol.Length) == 0)
            {
                at += symbol.Length;
                return new(QueryTokenKind.Symbol, symbol, start);
            }
        }

        throw new GrpcException(GrpcStatusCode.InvalidArgument, $"invalid query: unexpected '{c}' at position {start}");
    }

    private static string Quoted(string query, ref int at)
    {
        var (quote, start) = (query[at], at++);
        var text = new StringBuilder();
        for (; at < query.Length; at++)
        {
            if (query[at] == '\\' && at + 1 < query.Length)
            {
                text.Append(query[++at]);
            }
            else if (query[at] != quote)
            {
                text.Append(query[at]);
            }
            else if (at + 1 < query.Length && query[at + 1] == quote)
            {
                text.Append(query[at++]);
            }
            else
            {
                at++;
                return text.ToString();
            }
        }

        throw new GrpcException(GrpcStatusCode.InvalidArgument, $"invalid query: the quote at position {start} is not closed");
    }

    private static string While(string query, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < query.Length && belongs(query[at]))
        {
            at++;
        }

        return query[start..at];
    }
}
