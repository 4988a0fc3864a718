namespace Snowflake.Emulator.Engine;

/// <summary>What PUT asks of the driver: files of its machine go into a folder of the stage.</summary>
/// <param name="Source">The path, which may have wildcards.</param>
/// <param name="Folder">On this machine, since the stage is.</param>
/// <param name="SourceCompression">As PUT says it; AUTO_DETECT unless it says one.</param>
public sealed record EngineUpload(string Source, string Folder, bool AutoCompress, string SourceCompression, bool Overwrite, int Parallel);
