"""A real hub, a real kiosk with the simulated reader, and headless Chromium, each as a process of its own.

Nothing here sleeps for a fixed time but the hand that changes cards: `eventually` asks again until something is true, or
says what never was.
"""
import contextlib
import json
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

PATIENCE_S = 60
HAND_S = 0.6  # between two cards; a next one that is there sooner counts as two at once
# A name for this machine that phones of the test can follow: a kiosk offers no address that is its own loopback.
PHONES_HOST = "hub.test"


def eventually(what, ask, patience_s=PATIENCE_S):
    """Gives the first true answer of ask()."""
    end = time.monotonic() + patience_s
    while True:
        try:
            answer = ask()
            if answer:
                return answer
        except StaleElementReferenceException:
            pass
        except WebDriverException as problem:  # Chromium's other word for it
            if "does not belong to the document" not in str(problem):
                raise
        if time.monotonic() > end:
            raise AssertionError(f"never happened: {what}")
        time.sleep(0.02)


class Process:
    def __init__(self, words, output):
        self.output = output
        with open(output, "ab") as out:
            self.child = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=out,
                                          stderr=subprocess.STDOUT)

    def text(self):
        return self.output.read_text(errors="replace")

    def wait_for(self, pattern):
        def ask():
            if self.child.poll() is not None:
                raise AssertionError(f"{self.child.args[0]} ended: {self.text()}")
            return re.search(pattern, self.text(), re.MULTILINE)
        return eventually(f"{pattern} in {self.output.name}", ask)

    def end(self):
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        return self.child.returncode


class Hub:
    def __init__(self, programs, folder):
        self.program, self.data = programs / "pettan-hub", folder / "hub"
        folder.mkdir(parents=True, exist_ok=True)
        self.process = Process([self.program, "serve", "--data", self.data, "--listen", "127.0.0.1:0"],
                               folder / "hub.out")
        account = self.process.wait_for(r"^account (\S+) password (\S+)$")
        self.account, self.password = account[1], account[2]
        self.url = self.process.wait_for(r"^listening (\S+)$")[1]
        self.pin = self.process.wait_for(r"^pin (\S+)$")[1]
        self.phones_url = f"https://{PHONES_HOST}:{urllib.parse.urlsplit(self.url).port}"

    def command(self, *words):
        return subprocess.run([self.program, *words, "--data", self.data], check=True, capture_output=True,
                              text=True).stdout

    def end(self):
        assert self.process.end() == 0, "the hub did not end well"


class TwoHubs:
    """Two hubs on one PostgreSQL behind HAProxy, which gives each request to the next of them: nothing that a visitor
    does may rest in one hub's memory. HAProxy speaks TLS with the hubs' own key, so that the pin is theirs."""

    def __init__(self, programs, folder, postgres):
        self.program = programs / "pettan-hub"
        self.postgres, self.key = postgres, f"two-hubs-{folder}"
        folder.mkdir(parents=True, exist_ok=True)
        self.database = subprocess.run([postgres, "start", self.key], check=True, capture_output=True,
                                       text=True).stdout.strip()
        # On an empty database, at once.
        self.processes = [Process([self.program, "serve", "--db", self.database, "--listen", "127.0.0.1:0"],
                                  folder / f"hub{number}.out") for number in (1, 2)]
        urls = [hub.wait_for(r"^listening (\S+)$")[1] for hub in self.processes]
        accounts = eventually("one of the two has made the first account", lambda: [
            found for hub in self.processes if (found := re.search(r"^account (\S+) password (\S+)$", hub.text(), re.M))])
        assert len(accounts) == 1, "both hubs say that they made the first account"
        self.account, self.password = accounts[0][1], accounts[0][2]
        self.pin = self.processes[0].wait_for(r"^pin (\S+)$")[1]
        assert self.processes[1].wait_for(r"^pin (\S+)$")[1] == self.pin
        port = self._balance([urllib.parse.urlsplit(url).port for url in urls], folder)
        self.url = f"https://127.0.0.1:{port}"
        self.phones_url = f"https://{PHONES_HOST}:{port}"

    def _balance(self, ports, folder):
        pem = folder / "hub.pem"
        pem.write_text(subprocess.run(["psql", "-At", "-c", "SELECT tls_cert || tls_key FROM hub", self.database],
                                      check=True, capture_output=True, text=True).stdout)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        servers = "\n".join(f"    server hub{i} 127.0.0.1:{port_of} ssl verify none" for i, port_of in enumerate(ports))
        config = folder / "haproxy.cfg"
        config.write_text(f"""defaults
    mode http
    timeout connect 10s
    timeout client 120s
    timeout server 120s
    http-reuse never
frontend pages
    bind 127.0.0.1:{port} ssl crt {pem}
    default_backend hubs
backend hubs
    balance roundrobin
{servers}
""")
        self.balancer = Process(["haproxy", "-db", "-f", config], folder / "haproxy.out")
        eventually("HAProxy answers", lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        return port

    def command(self, *words):
        return subprocess.run([self.program, *words, "--db", self.database], check=True, capture_output=True,
                              text=True).stdout

    def end(self):
        self.balancer.end()
        codes = [hub.end() for hub in self.processes]
        subprocess.run([self.postgres, "stop", self.key], check=True)
        assert codes == [0, 0], "a hub did not end well"


class Kiosk:
    """Off screen; cards are laid on its simulated reader through the control socket."""

    def __init__(self, programs, folder, phones_url):
        self.program, self.folder = programs / "pettan-kiosk", folder
        self.data, self.trace, self.pictures = folder / "data", folder / "trace", folder / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        self.config = folder / "pettan.toml"
        self.config.write_text(f'[hub]\nurl = "{phones_url}"\n')
        self.process = None

    def command(self, *words):
        return subprocess.run([self.program, *words, "--data", self.data], check=True, capture_output=True,
                              text=True).stdout

    def start(self):
        self.process = Process([self.program, "run", "--data", self.data, "--config", self.config, "--reader", "sim",
                                "--video", "offscreen", "--size", "1280x800", "--trace", self.trace, "--screenshots",
                                self.pictures], self.folder / "kiosk.out")
        eventually("the kiosk's reader works", lambda: any(line["status"] == "ok" for line in self.lines("reader")))

    def lines(self, at):
        if not self.trace.exists():
            return []
        whole = self.trace.read_text(errors="replace").rpartition("\n")[0]
        return [line for line in map(json.loads, filter(None, whole.split("\n"))) if line["at"] == at]

    def tap(self, card):
        """Lays the card there until it is decided; gives the commit."""
        before = len(self.lines("commit"))
        self._control(f"place {card}")
        lines = eventually(f"the tap of {card} is decided", lambda: self.lines("commit")[before:])
        self._control("remove")
        time.sleep(HAND_S)
        return lines[0]

    def shows(self, scene, seq):
        return any(line["scene"] == scene and line["seq"] == seq for line in self.lines("present"))

    def link_is_up(self):
        lines = self.lines("sync")
        return bool(lines) and lines[-1]["link"] == "up" and lines[-1]["pending"] == 0

    def _control(self, line):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.data / "sim.sock"))
            connection.sendall(f"{line}\n".encode())
            reply = json.loads(connection.makefile().readline())
        assert reply["ok"], reply


class Browser:
    """What a person does with a browser: goes to pages, fills in forms, presses what has a name."""

    def __init__(self, downloads, lang="en", width=1440, height=900):
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                         f"--window-size={width},{height}", f"--lang={lang}", "--hide-scrollbars",
                         f"--host-resolver-rules=MAP {PHONES_HOST} 127.0.0.1"):
            options.add_argument(argument)
        downloads.mkdir(parents=True, exist_ok=True)
        self.downloads = downloads
        options.add_experimental_option("prefs", {"intl.accept_languages": lang,
                                                  "download.default_directory": str(downloads)})
        options.set_capability("acceptInsecureCerts", True)  # the hub's certificate is its own
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.binary_location = shutil.which("chromium")
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        # Things stand still, so that pictures and colours are those of the page and not of a moment.
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})
        self.base = ""

    def end(self):
        self.driver.quit()

    def resize(self, width, height, scale=1):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600})

    def go(self, path):
        self.driver.get(path if "://" in path else self.base + path)

    @property
    def path(self):
        place = urllib.parse.urlsplit(self.driver.current_url)
        return place.path + ("?" + place.query if place.query else "")

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        return eventually(f"{css} on {self.path}", lambda: next(iter(self.all(css)), None))

    def text(self, css="body"):
        """What is read there. Waits for the element, not for the words."""
        return eventually(f"a text in {css}", lambda: [self.one(css).text])[0]

    def says(self, words, css="body"):
        eventually(f"{self.path} says {words!r}", lambda: words in self.text(css))

    def says_not(self, words, css="body"):
        assert words not in self.text(css), f"{self.path} says {words!r}"

    def fill(self, **fields):
        for name, value in fields.items():
            element = self.one(f'[name="{name}"]')
            kind = element.get_attribute("type")
            if element.tag_name == "select":
                Select(element).select_by_value(value)
            elif kind in ("datetime-local", "date"):
                self.driver.execute_script("arguments[0].value = arguments[1]", element, value)
            else:
                if kind != "file":
                    element.clear()
                element.send_keys(str(value))

    def press(self, words, within=""):
        """Follows the button or link that is called so, and waits for the page that it leads to."""
        def ask():
            for element in self.all(f"{within} button, {within} a, {within} summary"):
                if words in (element.text.strip(), element.get_attribute("textContent").strip()):
                    return element
            return None
        self.press_found(f"something to press called {words!r} in {within!r} on {self.path}", ask)

    def press_found(self, what, find):
        """Presses what find() gives. Where the page renews that part between the look and the click, nothing was pressed,
        and it is looked for again."""
        def ask():
            self.wait_until_calm()
            element = find()
            if element is None:
                return False
            self.press_element(element)
            return True
        eventually(what, ask)

    def wait_until_calm(self):
        """Waits until the live part of the page is what it was half a second ago: a click sooner is taken for one on what
        stood there before, and does nothing."""
        seen = {}
        def ask():
            now = (next((part.id for part in self.all("#live")), None), self.path)
            if seen.get("part") != now:
                seen.update(part=now, since=time.monotonic())
            return now[0] is None or time.monotonic() - seen["since"] > 0.5
        eventually("a page that rests", ask)

    def press_element(self, element):
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        # A fold, a download, or a form that does its work on this page.
        stays = (element.tag_name == "summary" or "/file" in (element.get_attribute("formaction") or "")
                 or self.driver.execute_script("return arguments[0].closest('form.here') !== null", element))
        old = self.driver.find_element(By.TAG_NAME, "body")  # a script may put an answer in its place
        element.click()
        if not stays:
            eventually("the next page", lambda: self._is_gone(old) and self._is_loaded())

    def download(self, words):
        """Presses what makes a download; gives the file's bytes."""
        before = set(self.downloads.iterdir())
        for element in self.all("main button, main a"):
            if element.text.strip() == words:
                element.click()
                break
        else:
            raise AssertionError(f"nothing called {words!r} on {self.path}")

        def ask():
            fresh = [file for file in set(self.downloads.iterdir()) - before
                     if not file.name.startswith(".") and file.suffix not in (".crdownload", ".tmp")]
            return fresh[0] if fresh else None
        return eventually("the download", ask).read_bytes()

    def sign_in(self, hub):
        self.base = hub.url
        self.go("/sign-in")
        self.fill(name=hub.account, password=hub.password)
        self.press_element(self.one("main button"))

    def complaints(self):
        """What the browser itself had to say: errors of scripts, refused loads."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    @staticmethod
    def _is_gone(element):
        try:
            element.tag_name  # noqa: B018: asks the browser
            return False
        except WebDriverException:
            return True

    def _is_loaded(self):
        return self.driver.execute_script("return document.readyState") == "complete"


@contextlib.contextmanager
def folder_for_tests():
    place = pathlib.Path(tempfile.mkdtemp(prefix="pettan-browser-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
