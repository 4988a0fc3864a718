using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Stages, what puts files there and takes them away, and COPY from them.</summary>
internal static class StageParser
{
    public static CreateStageStatement Create(TokenReader tokens, CreateMode mode) => new(tokens.Name(), mode, CreateParser.OptionalComment(tokens));

    public static PutStatement Put(TokenReader tokens)
    {
        const string Scheme = "file://";
        tokens.Expect("PUT");
        var source = tokens.Text();
        var put = new PutStatement(source.StartsWith(Scheme, StringComparison.Ordinal) ? source[Scheme.Length..] : throw SqlError.Unknown($"the place '{source}' for files"), Path(tokens));
        while (!tokens.AtEnd && !tokens.Is(";"))
        {
            put = Option(tokens) switch
            {
                "AUTO_COMPRESS" => put with { AutoCompress = Flag(tokens) },
                "SOURCE_COMPRESSION" => put with { SourceCompression = Word(tokens, "AUTO_DETECT", "GZIP", "NONE") },
                "OVERWRITE" => put with { Overwrite = Flag(tokens) },
                "PARALLEL" => put with { Parallel = tokens.Integer() },
                var other => throw SqlError.Unknown($"the option {other} of PUT"),
            };
        }

        return put;
    }

    public static RemoveStatement Remove(TokenReader tokens)
    {
        if (!tokens.Take("RM")) tokens.Expect("REMOVE");
        return new(Path(tokens));
    }

    public static CopyStatement Copy(TokenReader tokens)
    {
        tokens.Expect("COPY", "INTO");
        var table = tokens.Name();
        var columns = tokens.OptionalIdentifiers();
        tokens.Expect("FROM");
        if (!tokens.Is("(")) throw SqlError.Unknown("COPY without a SELECT");
        tokens.Expect("(", "SELECT");
        var values = tokens.Commas(tokens.Expression);
        tokens.Expect("FROM");
        var copy = new CopyStatement(table, columns, values, Path(tokens));
        tokens.Expect(")");
        var isJson = false;
        while (!tokens.AtEnd && !tokens.Is(";"))
        {
            switch (Option(tokens))
            {
                case "FILE_FORMAT":
                    (copy, isJson) = (Format(tokens, copy), true);
                    break;
                case "ON_ERROR":
                    Word(tokens, "ABORT_STATEMENT");
                    break;
                case "FORCE":
                    copy = copy with { Force = Flag(tokens) };
                    break;
                case "PURGE":
                    copy = copy with { Purge = Flag(tokens) };
                    break;
                case var other:
                    throw SqlError.Unknown($"the option {other} of COPY");
            }
        }

        return isJson ? copy : throw SqlError.Unknown("COPY of another format than JSON");
    }

    private static CopyStatement Format(TokenReader tokens, CopyStatement copy)
    {
        tokens.Expect("(");
        while (!tokens.Take(")"))
        {
            switch (Option(tokens))
            {
                case "TYPE":
                    Word(tokens, "JSON");
                    break;
                case "COMPRESSION":
                    copy = copy with { IsGzip = Word(tokens, "GZIP", "NONE") == "GZIP" };
                    break;
                case var other:
                    throw SqlError.Unknown($"the option {other} of a file format");
            }
        }

        return copy;
    }

    /// <summary>The stage's name and, in one piece with it, a path.</summary>
    private static StagePath Path(TokenReader tokens)
    {
        var first = tokens.Current;
        tokens.Expect("@");
        var stage = tokens.Name();
        var named = tokens.TextSince(first).Length;
        while (!tokens.AtEnd && !tokens.IsAny(")", ";") && tokens.Current.Start == first.Start + tokens.TextSince(first).Length) tokens.Next();
        var path = tokens.TextSince(first)[named..];
        return path.Split('/').Contains("..") ? throw SqlError.Unknown($"the path '{path}'") : new(stage, path.TrimStart('/'));
    }

    private static string Option(TokenReader tokens)
    {
        var name = tokens.Identifier();
        tokens.Expect("=");
        return name;
    }

    private static bool Flag(TokenReader tokens) => Word(tokens, "TRUE", "FALSE") == "TRUE";

    private static string Word(TokenReader tokens, params string[] known) =>
        tokens.IsAny(known) ? tokens.Next().Text : throw tokens.Unexpected();
}
