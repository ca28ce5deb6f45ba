// Lists snap-a against snap-b with the JavaScript SDK: a line of indexes for each page, or the error code on standard
// error.
let sdk;
try {
  sdk = require("@aws-sdk/client-ebs");
} catch {
  process.exit(42);
}

async function list() {
  const pages = sdk.paginateListChangedBlocks(
    { client: new sdk.EBSClient({}), pageSize: 100 },
    { FirstSnapshotId: "snap-a", SecondSnapshotId: "snap-b" });
  for await (const page of pages) {
    console.log(page.ChangedBlocks.map((block) => block.BlockIndex).join(","));
  }
}

list().catch((error) => {
  console.error(error.name);
  process.exit(1);
});
