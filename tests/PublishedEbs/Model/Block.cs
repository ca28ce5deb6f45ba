namespace Amazon.EBS.Model;

public class Block
{
    public int? BlockIndex { get; set; }

    public string BlockToken { get; set; }
}
