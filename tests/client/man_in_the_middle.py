"""Somebody between a kiosk and its hub, with a key of their own: ends the kiosk's TLS, forwards to the hub as another
client, writes down all that can be read, and answers GET /v1/enrol as the trick says.

man_in_the_middle.py HUB_PORT CERT KEY LOG TRICK; prints its port.
tricks: relay (the hub's pin as it is), own-pin (this one's own), no-pin (a hub behind a proxy),
        old-hub (one that knows no proofs), echo (own-pin, and answers a proof with the kiosk's own)
"""
import gzip
import hashlib
import base64
import http.client
import http.server
import json
import ssl
import subprocess
import sys

hub_port, cert, key, log, trick = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5]


def own_pin():
    public = subprocess.run(["openssl", "x509", "-in", cert, "-noout", "-pubkey"], check=True, capture_output=True)
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=public.stdout, check=True,
                         capture_output=True).stdout
    return "sha256//" + base64.b64encode(hashlib.sha256(der).digest()).decode()


class Middle(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.meet(b"")

    def do_POST(self):
        self.meet(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def meet(self, body):
        plain = gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body
        with open(log, "ab") as file:
            file.write(f"{self.command} {self.path}\n".encode() + plain + b"\n")
        status, answer = self.ask_hub(body)
        if self.command == "GET" and self.path == "/v1/enrol":
            if trick in ("own-pin", "echo"):
                answer = json.dumps(json.loads(answer) | {"pin": own_pin()}).encode()
            if trick == "no-pin":
                answer = json.dumps(json.loads(answer) | {"pin": ""}).encode()
            if trick == "old-hub":
                status, answer = 405, b'{"error": "bad_method", "message": "", "todo": ""}'
        if trick == "echo" and self.path == "/v1/enrol/proof":
            status, answer = 200, json.dumps({"proof": json.loads(plain)["proof"]}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def ask_hub(self, body):
        hub = http.client.HTTPSConnection("127.0.0.1", hub_port, context=ssl._create_unverified_context())
        headers = {name: value for name, value in self.headers.items() if name.lower() in ("content-encoding",)}
        hub.request(self.command, self.path, body or None, headers)
        answer = hub.getresponse()
        return answer.status, answer.read()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Middle)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
print("port", server.server_address[1], flush=True)
server.serve_forever()
