"""Lists a pair with the AWS CLI, which follows the pages itself, and prints what that cost, as one line of JSON."""
import json
import resource
import shutil
import subprocess
import sys
import time

if shutil.which("aws") is None:
    sys.exit(42)

start = time.perf_counter()
command = ["aws", "ebs", "list-changed-blocks", "--first-snapshot-id", sys.argv[1], "--second-snapshot-id", sys.argv[2],
           "--page-size", "10000", "--query", "length(ChangedBlocks)", "--output", "json"]
counted = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout

usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "Blocks": int(counted or 0),
    "Requests": 0,
    "Seconds": time.perf_counter() - start,
    "FirstSeconds": 0,
    "CpuSeconds": usage.ru_utime + usage.ru_stime,
    "PeakBytes": usage.ru_maxrss * 1024,
}))
