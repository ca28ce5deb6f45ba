// Lists a pair with the JavaScript SDK's paginator and prints what it cost, as one line of JSON.
const start = performance.now();
let sdk;
try {
  sdk = require("@aws-sdk/client-ebs");
} catch {
  process.exit(42);
}

async function list(first, second) {
  let blocks = 0, requests = 0, firstSeconds;
  const pages = sdk.paginateListChangedBlocks(
    { client: new sdk.EBSClient({}), pageSize: 10000 },
    { FirstSnapshotId: first, SecondSnapshotId: second });
  for await (const page of pages) {
    requests++;
    blocks += page.ChangedBlocks.length;
    firstSeconds ??= (performance.now() - start) / 1000;
  }

  const cpu = process.cpuUsage();
  console.log(JSON.stringify({
    Blocks: blocks,
    Requests: requests,
    Seconds: (performance.now() - start) / 1000,
    FirstSeconds: firstSeconds,
    CpuSeconds: (cpu.user + cpu.system) / 1e6,
    PeakBytes: process.resourceUsage().maxRSS * 1024,
  }));
}

list(process.argv[2], process.argv[3]).catch((error) => {
  console.error(error.name);
  process.exit(1);
});
