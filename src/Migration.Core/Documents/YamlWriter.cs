using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Migration.Core.Documents;

/// <summary>Writes block YAML that <see cref="YamlReader"/> reads back to an equal tree.</summary>
internal static class YamlWriter
{
    public static string Write(DocumentNode node)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, [], isImplicit: true));
        Emit(emitter, node);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, DocumentNode node)
    {
        switch (node)
        {
            case MapNode map:
                EmitMap(emitter, map);
                break;
            case ListNode list:
                EmitList(emitter, list);
                break;
            case ScalarNode scalar:
                emitter.Emit(Scalar(scalar));
                break;
        }
    }

    private static void EmitMap(Emitter emitter, MapNode map)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Entries.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
        foreach (var entry in map.Entries)
        {
            emitter.Emit(Scalar(ScalarNode.Of(entry.Key)));
            Emit(emitter, entry.Value);
        }

        emitter.Emit(new MappingEnd());
    }

    private static void EmitList(Emitter emitter, ListNode list)
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
        foreach (var item in list.Items) Emit(emitter, item);
        emitter.Emit(new SequenceEnd());
    }

    private static Scalar Scalar(ScalarNode scalar)
    {
        var plain = scalar.Kind != ScalarKind.Text || YamlScalars.IsPlain(scalar.Text);
        var style = plain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted;
        return new Scalar(AnchorName.Empty, TagName.Empty, scalar.Text, style, isPlainImplicit: plain, isQuotedImplicit: !plain);
    }
}
