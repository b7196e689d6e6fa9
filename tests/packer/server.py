"""server.py FOLDER PORT_FILE REQUESTS: serves FOLDER on a free port of 127.0.0.1, with ranges, and with faults by name.

cut-N-NAME    the connection ends after N more bytes, as long as NAME.whole does not exist; ranges work.
no-range-NAME ranges are not understood: always the whole file, with 200.
Each request is a line in REQUESTS: path and the range asked for.
"""

import http.server
import os
import re
import sys

folder, port_file, requests = sys.argv[1:]


class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = self.headers.get("Range", "-")
        with open(requests, "a") as log:
            log.write(f"{self.path} {asked}\n")
        name = os.path.basename(self.path)
        limit = None
        cut = re.fullmatch(r"cut-(\d+)-(.*)", name)
        ranges = not name.startswith("no-range-")
        real = name.removeprefix("no-range-")
        if cut:
            real = cut[2]
            limit = None if os.path.exists(f"{folder}/{real}.whole") else int(cut[1])
        try:
            with open(f"{folder}/{real}", "rb") as source:
                body = source.read()
        except FileNotFoundError:
            self.send_error(404)
            return
        start = int(asked.removeprefix("bytes=").rstrip("-")) if ranges and asked != "-" else 0
        if start >= len(body):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        self.wfile.write(body[start : start + limit] if limit else body[start:])
        self.close_connection = True

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
with open(f"{port_file}.part", "w") as out:
    out.write(str(server.server_address[1]))
os.rename(f"{port_file}.part", port_file)
server.serve_forever()
