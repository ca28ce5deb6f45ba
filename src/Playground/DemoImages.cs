namespace Playground;

/// <summary>Two small disk images, the second with some blocks of the first written anew, some added and some zeroed.</summary>
internal sealed class DemoImages : IDisposable
{
    private const int BlockSize = 512 * 1024;
    private const int Blocks = 128;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ebs-playground-");

    public DemoImages()
    {
        var content = new Random(Seed: 1);
        using (FileStream before = Create(Before))
            Write(before, Enumerable.Range(0, 48), content);

        File.Copy(Before, After);
        using FileStream after = File.OpenWrite(After);
        Write(after, [3, 4, 5, 31], content);
        Write(after, [64, 65, 100, Blocks - 1], content);
        Zero(after, [12, 40]);
    }

    public string Before => Path.Combine(_folder.FullName, "before.img");

    public string After => Path.Combine(_folder.FullName, "after.img");

    public void Dispose() => _folder.Delete(recursive: true);

    private static FileStream Create(string path)
    {
        FileStream image = File.Create(path);
        image.SetLength((long)Blocks * BlockSize);
        return image;
    }

    private static void Write(FileStream image, IEnumerable<int> blocks, Random content)
    {
        byte[] block = new byte[BlockSize];
        foreach (int index in blocks)
        {
            content.NextBytes(block);
            WriteAt(image, index, block);
        }
    }

    private static void Zero(FileStream image, IEnumerable<int> blocks)
    {
        foreach (int index in blocks)
            WriteAt(image, index, new byte[BlockSize]);
    }

    private static void WriteAt(FileStream image, int index, byte[] block)
    {
        image.Position = (long)index * BlockSize;
        image.Write(block);
    }
}
