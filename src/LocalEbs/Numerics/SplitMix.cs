using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LocalEbs.Numerics;

/// <summary>
/// Numbers that look random and depend only on a key and a position, so that nothing need be stored
/// (SplitMix64, https://prng.di.unimi.it/splitmix64.c).
/// </summary>
internal static class SplitMix
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    public static ulong At(ulong key, long position)
    {
        ulong z = key + ((ulong)position + 1) * Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Fills whole words of eight bytes.</summary>
    public static void Fill(ulong key, Span<byte> bytes)
    {
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = At(key, i);
        }
    }

    /// <summary>The bound below which a share (0 to 1) of all numbers falls.</summary>
    public static ulong Threshold(double share) =>
        share >= 1 ? ulong.MaxValue : (ulong)(share * Math.ScaleB(1, 64));

    /// <summary>A number that depends only on a text: the same in every process, unlike its hash code.</summary>
    public static UInt128 Of(string text) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
