namespace Amazon.EBS.Model;

public class ChangedBlock
{
    public int? BlockIndex { get; set; }

    public string FirstBlockToken { get; set; }

    public string SecondBlockToken { get; set; }
}
