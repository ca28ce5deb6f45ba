"""Lists the first pages of a pair with the AWS CLI, which does not follow them itself, and prints what that cost, as
one line of JSON."""
import json
import resource
import shutil
import subprocess
import sys
import time

PAGES = 20

if shutil.which("aws") is None:
    sys.exit(42)

start = time.perf_counter()
command = ["aws", "ebs", "list-changed-blocks", "--first-snapshot-id", sys.argv[1], "--second-snapshot-id", sys.argv[2],
           "--max-results", "10000", "--output", "json"]
blocks = requests = 0
token = []
while requests < PAGES and token is not None:
    page = json.loads(subprocess.run(command + token, check=True, stdout=subprocess.PIPE).stdout)
    requests += 1
    blocks += len(page["ChangedBlocks"])
    token = ["--next-token", page["NextToken"]] if "NextToken" in page else None

usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "Blocks": blocks,
    "Requests": requests,
    "Seconds": time.perf_counter() - start,
    "FirstSeconds": 0,
    "CpuSeconds": usage.ru_utime + usage.ru_stime,
    "PeakBytes": usage.ru_maxrss * 1024,
}))
