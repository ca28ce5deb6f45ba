"""Seeds two snapshots on a moto server at the URL given, and prints their ids and the indexes that boto3 lists as
changed."""
import base64
import hashlib
import json
import sys

import boto3

client = boto3.client(
    "ebs",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
    aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
)


def snapshot(blocks):
    snapshot_id = client.start_snapshot(VolumeSize=1)["SnapshotId"]
    for index, value in blocks.items():
        data = bytes([value]) * 512
        client.put_snapshot_block(
            SnapshotId=snapshot_id,
            BlockIndex=index,
            BlockData=data,
            DataLength=512,
            Checksum=base64.b64encode(hashlib.sha256(data).digest()).decode(),
            ChecksumAlgorithm="SHA256",
        )
    return snapshot_id


first = snapshot({0: 1, 1: 2, 5: 3, 9: 4})
second = snapshot({0: 1, 1: 7, 9: 8, 12: 1})
listed = client.list_changed_blocks(FirstSnapshotId=first, SecondSnapshotId=second)["ChangedBlocks"]
print(json.dumps({"first": first, "second": second, "indexes": [block["BlockIndex"] for block in listed]}))
