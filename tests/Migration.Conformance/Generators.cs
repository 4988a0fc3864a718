using FsCheck;
using FsCheck.Fluent;

namespace Migration.Conformance;

internal static class Generators
{
    /// <summary>Now and then something else.</summary>
    public static Gen<string> Or(this Gen<string> usual, string rare) => Gen.Frequency((9, usual), (1, Gen.Constant(rare)));
}
