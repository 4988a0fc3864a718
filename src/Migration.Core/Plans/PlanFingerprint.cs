using System.Security.Cryptography;
using System.Text;
using Migration.Core.Documents;
using Migration.Core.Plans.Documents;

namespace Migration.Core.Plans;

/// <summary>Tells whether two plans ask for the same: 64 hexadecimal digits of SHA-256.</summary>
public static class PlanFingerprint
{
    /// <summary>Taken of the plan's compact JSON with every default spelled out and the estimates left out; the order of keys in the file plays no part.</summary>
    public static string Of(MigrationPlan plan)
    {
        var asked = plan with { EstimatedTime = null, EstimatedSize = null };
        var canonical = JsonWriter.Write(PlanDocument.Write(asked), indented: false);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}
