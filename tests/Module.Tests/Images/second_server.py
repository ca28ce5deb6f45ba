"""Serves the image files given as snap-a and snap-b, as the API reference has it, and prints its port. Signatures are
not looked at. Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_Operations.html"""
import base64
import hashlib
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

BLOCK_SIZE = 512 * 1024
WINDOW = 16
ZEROS = bytes(BLOCK_SIZE)
IMAGES = {"snap-a": sys.argv[1], "snap-b": sys.argv[2]}


def read(path, index):
    with open(path, "rb") as image:
        image.seek(index * BLOCK_SIZE)
        return image.read(BLOCK_SIZE)


def token_of(*parts):
    return base64.b64encode("/".join(map(str, parts)).encode()).decode()


def written(path):
    """The blocks that hold more than zeros, with what tells them from others."""
    blocks = ((index, read(path, index)) for index in range(COUNT))
    return {index: hashlib.sha256(data).digest() for index, data in blocks if data != ZEROS}


COUNT = os.path.getsize(IMAGES["snap-b"]) // BLOCK_SIZE
BLOCKS = {name: written(path) for name, path in IMAGES.items()}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        _, _, snapshot, operation, *index = unquote(url.path).split("/")
        if snapshot not in BLOCKS:
            self.refuse(404, "ResourceNotFoundException", "SNAPSHOT_NOT_FOUND")
        elif index:
            self.get_block(snapshot, int(index[0]), query["blockToken"])
        elif operation == "blocks":
            self.list("Blocks", BLOCKS[snapshot], query, lambda at: {"BlockToken": token_of(snapshot, at)})
        else:
            first = query["firstSnapshotId"]
            names = {"FirstBlockToken": first, "SecondBlockToken": snapshot}
            differing = {at for at in range(COUNT) if BLOCKS[first].get(at) != BLOCKS[snapshot].get(at)}
            self.list("ChangedBlocks", differing, query, lambda at: {
                field: token_of(name, at) for field, name in names.items() if at in BLOCKS[name]})

    def list(self, name, listed, query, tokens):
        token = query.get("pageToken")
        start = int(base64.b64decode(token) if token else query.get("startingBlockIndex", 0))
        rest = sorted(at for at in listed if at >= start)
        page = {name: [{"BlockIndex": at, **tokens(at)} for at in rest[:WINDOW]], "BlockSize": BLOCK_SIZE,
                "VolumeSize": COUNT * BLOCK_SIZE >> 30, "ExpiryTime": time.time() + 7 * 24 * 3600}
        if rest[WINDOW:]:
            page["NextToken"] = token_of(rest[WINDOW])
        self.answer(200, json.dumps(page).encode(), {"Content-Type": "application/json"})

    def get_block(self, snapshot, index, token):
        if token != token_of(snapshot, index):
            self.refuse(400, "ValidationException", "INVALID_BLOCK_TOKEN")
            return
        data = read(IMAGES[snapshot], index)
        self.answer(200, data, {
            "Content-Type": "application/octet-stream", "x-amz-Data-Length": str(len(data)),
            "x-amz-Checksum": base64.b64encode(hashlib.sha256(data).digest()).decode(),
            "x-amz-Checksum-Algorithm": "SHA256"})

    def refuse(self, status, error, reason):
        body = json.dumps({"Message": reason, "Reason": reason}).encode()
        self.answer(status, body, {"Content-Type": "application/json", "x-amzn-ErrorType": error})

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
