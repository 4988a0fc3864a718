using Migration.Core.Documents;

namespace Migration.Core.Plans.Documents;

/// <summary>One item of <c>postActions</c>.</summary>
internal static class PostActionDocument
{
    public static PostAction Read(MapReader map) => new()
    {
        Name = map.RequiredText("name"),
        Statement = map.RequiredText("statement"),
        ContinueOnError = map.Optional("continueOnError", ValueFormats.Boolean, false),
    };

    public static MapNode Write(PostAction action) => new MapWriter()
        .Text("name", action.Name)
        .Text("statement", action.Statement)
        .Value("continueOnError", action.ContinueOnError)
        .ToNode();
}
