using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>What happens to the files of stages. PUT only tells the driver where they belong.</summary>
internal sealed class StageRunner(SessionState session)
{
    public EngineResult Put(PutStatement put)
    {
        var stage = Stage(put.Target.Stage);
        return new([], []) { Upload = new(put.Source, Path.Combine(stage.Folder, put.Target.Path), put.AutoCompress, put.SourceCompression, put.Overwrite, put.Parallel) };
    }

    public EngineResult Remove(RemoveStatement remove)
    {
        var stage = Stage(remove.Path.Stage);
        var files = StagedFiles.Matching(stage, remove.Path.Path);
        foreach (var file in files) File.Delete(file);
        return new([new("name", "text"), new("result", "text")], [.. files.Select(file => new string?[] { $"{remove.Path.Stage.Name.ToLowerInvariant()}/{StagedFiles.Name(stage, file)}", "removed" })]);
    }

    private Stage Stage(ObjectName name) => session.State.Stages.GetValueOrDefault(session.Key(name)) ?? throw SqlError.NoObject("Stage", name.ToString());
}
