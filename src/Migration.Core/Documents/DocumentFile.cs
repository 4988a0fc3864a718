using System.Text;

namespace Migration.Core.Documents;

/// <summary>Reads a document's file; what stands in the way is a problem of the document.</summary>
public static class DocumentFile
{
    private const long LargestBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or null after a problem.</summary>
    public static string? ReadText(string path, ProblemSink sink)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestBytes })
                return Refuse(sink, $"{path} is larger than 16 MB.", "Name the document's file.");
            return Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Refuse(sink, $"{path} is not UTF-8 text.", "Save it as UTF-8.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse(sink, $"{path} does not exist.", "Correct the path, or create the file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(sink, $"{path} can't be read: {e.Message}", "Check the file's permissions.");
        }
    }

    /// <summary>Replaces or creates the file whole: a reader, or a crash at any instant, sees the old text or the new one.</summary>
    /// <exception cref="IOException">The file exists and <paramref name="overwrite"/> is false, or the disk failed.</exception>
    public static void WriteText(string path, string text, bool overwrite)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Strict.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string? Refuse(ProblemSink sink, string message, string fix)
    {
        sink.Syntax(DocumentPath.Root, (0, 0), message, fix);
        return null;
    }
}
