"""Lists a pair page after page with boto3 and prints what it cost, as one line of JSON."""
import json
import resource
import sys
import time

start = time.perf_counter()
try:
    import boto3
except ImportError:
    sys.exit(42)

client = boto3.client("ebs")
request = {"FirstSnapshotId": sys.argv[1], "SecondSnapshotId": sys.argv[2], "MaxResults": 10000}
blocks = requests = 0
first = None
while True:
    page = client.list_changed_blocks(**request)
    requests += 1
    blocks += len(page["ChangedBlocks"])
    first = first or time.perf_counter() - start
    if "NextToken" not in page:
        break
    request["NextToken"] = page["NextToken"]

usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "Blocks": blocks,
    "Requests": requests,
    "Seconds": time.perf_counter() - start,
    "FirstSeconds": first,
    "CpuSeconds": usage.ru_utime + usage.ru_stime,
    "PeakBytes": usage.ru_maxrss * 1024,
}))
