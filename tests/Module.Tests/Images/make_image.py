"""Makes the file at the path given hold snap-b with boto3: snap-a whole, and then what has changed."""
import sys

try:
    import boto3
except ImportError:
    sys.exit(42)

client = boto3.client("ebs")


def pages(list_blocks, **request):
    while True:
        page = list_blocks(**request)
        yield page
        if "NextToken" not in page:
            break
        request["NextToken"] = page["NextToken"]


def bring(image, snapshot_id, page, block, token):
    data = bytes(page["BlockSize"])
    if token:
        data = client.get_snapshot_block(
            SnapshotId=snapshot_id, BlockIndex=block["BlockIndex"], BlockToken=token
        )["BlockData"].read()
    image.seek(block["BlockIndex"] * page["BlockSize"])
    image.write(data)


with open(sys.argv[1], "wb") as image:
    for page in pages(client.list_snapshot_blocks, SnapshotId="snap-a"):
        image.truncate(page["VolumeSize"] << 30)
        for block in page["Blocks"]:
            bring(image, "snap-a", page, block, block["BlockToken"])
    for page in pages(client.list_changed_blocks, FirstSnapshotId="snap-a", SecondSnapshotId="snap-b"):
        for block in page["ChangedBlocks"]:
            bring(image, "snap-b", page, block, block.get("SecondBlockToken"))
