namespace Migration.Planning.Tests.Inspection;

public class TypeFamiliesTests
{
    [Theory]
    [InlineData("", "Any")]
    [InlineData("VARIANT", "Any")]
    [InlineData("POINT", "Any")]
    [InlineData("bigint", "Integer")]
    [InlineData("UNSIGNED BIG INT", "Integer")]
    [InlineData("double precision", "Float")]
    [InlineData("NUMERIC(10,2)", "Decimal")]
    [InlineData("NVARCHAR(40)", "Text")]
    [InlineData("character varying", "Text")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "Temporal")]
    [InlineData("INTERVAL", "Temporal")]
    [InlineData("BOOLEAN", "Boolean")]
    [InlineData("varbinary(8)", "Bytes")]
    public void Of_ADeclaredType_IsItsFamily(string declared, string family) => Assert.Equal(family, TypeFamilies.Of(declared).ToString());

    [Fact]
    public void Weigh_AFamilyWithItself_IsNothing() =>
        Assert.All(Enum.GetValues<TypeFamily>(), family => Assert.Null(TypeFamilies.Weigh(family, family)));
}
