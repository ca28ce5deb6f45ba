"""Lists snap-a against snap-b with boto3: a line of indexes for each page, or the error code on standard error."""
import sys

try:
    import boto3
    from botocore.exceptions import ClientError
except ImportError:
    sys.exit(42)

client = boto3.client("ebs")
request = {"FirstSnapshotId": "snap-a", "SecondSnapshotId": "snap-b", "MaxResults": 100}
try:
    while True:
        page = client.list_changed_blocks(**request)
        print(",".join(str(block["BlockIndex"]) for block in page["ChangedBlocks"]))
        if "NextToken" not in page:
            break
        request["NextToken"] = page["NextToken"]
except ClientError as error:
    sys.exit(error.response["Error"]["Code"])
