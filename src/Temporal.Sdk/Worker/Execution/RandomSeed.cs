using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Temporalio.Worker.Execution;

/// <summary>A seed that every replay of a run finds again.</summary>
internal static class RandomSeed
{
    internal static ulong From(string runId) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(runId)));
}
