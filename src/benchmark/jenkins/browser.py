"""A real browser, driven through chromedriver by the protocol WebDriver (both of Debian's package chromium-driver)."""
import base64
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """Chromium without a window; ends with the block that it is used in."""

    def __init__(self, dark=False, width=1280, height=1000):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]
        self.dark = dark

    def __enter__(self):
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.time() + 30
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/status").read()
                break
            except OSError:
                if time.time() > end:
                    raise
                time.sleep(0.2)
        wanted = {"goog:chromeOptions": {"args": self.arguments}, "goog:loggingPrefs": {"browser": "ALL"}}
        self.session = ""
        self.session = "/session/" + self.ask("/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        if self.dark:
            feature = {"name": "prefers-color-scheme", "value": "dark"}
            self.devtools("Emulation.setEmulatedMedia", {"features": [feature]})
        return self

    def __exit__(self, *problem):
        try:
            self.ask("", method="DELETE")
        finally:
            self.driver.terminate()
            self.driver.wait(30)

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{self.session}{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method or ("GET" if body is None else "POST"))
        try:
            with urllib.request.urlopen(request, timeout=180) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as e:
            raise RuntimeError(json.load(e)["value"]["message"]) from None

    def devtools(self, command, parameters):
        return self.ask("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, url):
        self.ask("/url", {"url": url})

    def run(self, script, *arguments):
        """What a function's body answers in the page."""
        return self.ask("/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script, *arguments):
        """The same for one that calls its last argument in the end."""
        return self.ask("/execute/async", {"script": script, "args": list(arguments)})

    def keys(self, text):
        """Types into what has the focus, key by key."""
        actions = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.ask("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def size(self, width, height):
        """Sets the page's size, also below what a window can be."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def console(self):
        """What was written to the console since it was last asked, without what is for information alone."""
        return [f"{line['level']} {line['message']}" for line in self.ask("/se/log", {"type": "browser"}) if line["level"] != "INFO"]

    def picture(self, file, most=6000):
        """Takes a picture of the page from its top to its end, but no higher than so many points."""
        height = self.run("return document.documentElement.scrollHeight")
        width = self.run("return window.innerWidth")
        self.size(width, max(400, min(height, most)))
        time.sleep(0.3)
        file.write_bytes(base64.b64decode(self.ask("/screenshot")))
