using FsCheck;
using FsCheck.Fluent;
using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Plans;

public class PlanFileDamageTests
{
    private static readonly Gen<char> Marks = Gen.Elements([.. ":-[]{}\"'\n\t #&*!|>%@`,?\\\0\r~ax0\uFEFF\uD800é"]);

    [Theory]
    [InlineData(DocumentFormat.Yaml)]
    [InlineData(DocumentFormat.Json)]
    public void Read_ADamagedPlan_GivesAPlanOrProblems(DocumentFormat format)
    {
        var sound = PlanFile.Write(SamplePlans.Full, format);
        Prop.ForAll(Damages(sound).ToArbitrary(), text => IsAnswered(PlanFile.Read(text, format)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Theory]
    [InlineData(DocumentFormat.Yaml)]
    [InlineData(DocumentFormat.Json)]
    public void Read_AnyMarks_GivesAPlanOrProblems(DocumentFormat format) =>
        Prop.ForAll(Marks.ArrayOf().Select(c => new string(c)).ToArbitrary(), text => IsAnswered(PlanFile.Read(text, format)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static bool IsAnswered(DocumentResult<MigrationPlan> result) => result.Value is null != (result.Problems.Count == 0);

    private static Gen<string> Damages(string sound) =>
        from start in Gen.Choose(0, sound.Length - 1)
        from length in Gen.Choose(0, 6)
        from marks in Marks.ArrayOf()
        select sound[..start] + new string(marks) + sound[Math.Min(sound.Length, start + length)..];
}
