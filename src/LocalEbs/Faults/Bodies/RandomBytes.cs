using System.Buffers.Binary;
using LocalEbs.Snapshots;

namespace LocalEbs.Faults.Bodies;

/// <summary>Bytes that look random and depend on a key alone.</summary>
internal static class RandomBytes
{
    public static byte[] Of(ulong key, int length)
    {
        byte[] bytes = new byte[length];
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        for (int i = 0; i < length; i += number.Length)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(number, SplitMix.At(key, i));
            number[..Math.Min(number.Length, length - i)].CopyTo(bytes.AsSpan(i));
        }

        return bytes;
    }
}
