using System.Buffers.Binary;
using System.Numerics;

namespace Temporalio.Common;

/// <summary>
/// A generator whose sequence depends on its seed alone, whatever the runtime: xoshiro256** (Blackman and Vigna),
/// seeded by SplitMix64. Not for secrets.
/// </summary>
public class DeterministicRandom : Random
{
    private readonly ulong[] state = new ulong[4];

    public DeterministicRandom(ulong seed)
    {
        for (var i = 0; i < state.Length; i++)
        {
            seed += 0x9E3779B97F4A7C15;
            var mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            state[i] = mixed ^ (mixed >> 31);
        }
    }

    /// <inheritdoc />
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc />
    public override int Next(int maxValue) => Next(0, maxValue);

    /// <inheritdoc />
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc />
    public override long NextInt64() => NextInt64(0, long.MaxValue);

    /// <inheritdoc />
    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <inheritdoc />
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = (ulong)(maxValue - minValue);
        // The high half of a product spreads the generator's range over the wanted one without a division.
        return range == 0 ? minValue : minValue + (long)Math.BigMul(NextState(), range, out _);
    }

    /// <inheritdoc />
    public override double NextDouble() => (NextState() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc />
    public override float NextSingle() => (NextState() >> 40) * (1.0F / (1U << 24));

    /// <inheritdoc />
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <inheritdoc />
    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (buffer.Length > 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, NextState());
            var count = Math.Min(word.Length, buffer.Length);
            word[..count].CopyTo(buffer);
            buffer = buffer[count..];
        }
    }

    /// <inheritdoc />
    protected override double Sample() => NextDouble();

    private ulong NextState()
    {
        var result = BitOperations.RotateLeft(state[1] * 5, 7) * 9;
        var shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }
}
