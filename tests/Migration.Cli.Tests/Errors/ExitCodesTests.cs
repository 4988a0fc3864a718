using System.Reflection;
using Migration.Cli.Errors;
using Migration.Core.Errors;

namespace Migration.Cli.Tests.Errors;

public sealed class ExitCodesTests
{
    public static TheoryData<string> Codes() =>
        [.. new[] { typeof(ErrorCodes), typeof(CliErrorCodes) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(code => code != ErrorCodes.Internal)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_OfAnyKnownError_HasAPlaceInTheTable(string code) => Assert.NotEqual(ExitCodes.Internal, ExitCodes.For(code));

    [Theory]
    [InlineData("INTERNAL", 1)]
    [InlineData("USAGE", 2)]
    [InlineData("CONFIG_INVALID", 2)]
    [InlineData("PLAN_UNSUPPORTED", 3)]
    [InlineData("EXECUTION_NOT_FOUND", 4)]
    [InlineData("EXECUTION_FINISHED", 5)]
    [InlineData("TARGET_CLAIMED", 5)]
    [InlineData("VALIDATION_FAILED", 6)]
    [InlineData("SERVER_UNREACHABLE", 7)]
    [InlineData("DATABASE_LOCKED", 8)]
    [InlineData("INTERRUPTED", 130)]
    public void Code_OfAClass_GivesItsExitCode(string code, int exit) => Assert.Equal(exit, ExitCodes.For(code));
}
