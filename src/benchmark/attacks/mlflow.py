"""An MLflow server that wishes a controller ill: very many folders, and a model that is large when somebody reads it."""
import http.server
import json
import threading
import urllib.parse

ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts"
CHUNK = 1 << 20


def varint(number):
    while number > 0x7F:
        yield number & 0x7F | 0x80
        number >>= 7
    yield number


class Server:
    """A server for the time of a block; counts what it is asked."""

    def __init__(self, megabytes):
        self.size = megabytes << 20  # of the model: inputs without a name, two bytes each, in one graph
        self.asked = 0
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked += 1
                outer.answer(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request):
        path, _, query = request.path.partition("?")
        asked = urllib.parse.parse_qs(query)
        name = asked.get("name", [""])[0]
        head = bytes([0x3A, *varint(self.size)])
        if path.endswith("model-versions/get"):
            version = {"name": name, "version": asked["version"][0], "status": "READY", "run_id": "", "tags": []}
            self.send(request, json.dumps({"model_version": version}).encode())
        elif path.endswith("get-download-uri"):
            self.send(request, json.dumps({"artifact_uri": f"mlflow-artifacts:/{name}"}).encode())
        elif path == ARTIFACTS and asked["path"][0].startswith("endless"):
            # Twelve levels of four: 22 million folders, and no file.
            folders = [{"path": name, "is_dir": True} for name in "abcd" if asked["path"][0].count("/") < 12]
            self.send(request, json.dumps({"files": folders}).encode())
        elif path == ARTIFACTS:
            model = {"path": "model.onnx", "is_dir": False, "file_size": len(head) + self.size}
            self.send(request, json.dumps({"files": [model]}).encode())
        else:
            request.send_response(200)
            request.send_header("Content-Length", str(len(head) + self.size))
            request.end_headers()
            request.wfile.write(head)
            for _ in range(self.size // CHUNK):
                request.wfile.write(b"\x5a\x00" * (CHUNK // 2))

    @staticmethod
    def send(request, body):
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
