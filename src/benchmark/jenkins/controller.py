"""A real Jenkins for measurements: jenkins.war with a plugin, the plugins that it needs, and an inbound agent."""
import pathlib
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
import zipfile
from xml.sax.saxutils import escape

ALSO = ["workflow-job", "workflow-cps", "workflow-basic-steps", "pipeline-stage-step"]
SETUP = """
import hudson.slaves.DumbSlave
import hudson.slaves.JNLPLauncher
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration

def jenkins = Jenkins.get()
jenkins.crumbIssuer = null
jenkins.numExecutors = 0
JenkinsLocationConfiguration.get().url = '%(url)s'
if (jenkins.getNode('agent') != null) {
  return
}
def agent = new DumbSlave('agent', '%(agent)s', new JNLPLauncher())
agent.numExecutors = 2
agent.labelString = 'agent'
jenkins.addNode(agent)
new File('%(secret)s').text = jenkins.getComputer('agent').jnlpMac
def type = jenkins.pluginManager.uberClassLoader.loadClass('io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration')
jenkins.getDescriptorOrDie(type).runtimeDirectory = '%(libraries)s'
"""
JOB = """<flow-definition><definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition"><script>%s</script>
<sandbox>true</sandbox></definition></flow-definition>"""


def needed(hpi, plugins, also=()):
    """The files of a plugin's dependencies, and of those that a Pipeline job needs."""
    found, todo = {}, [hpi] + [plugins / f"{name}.hpi" for name in (*ALSO, *also)]
    while todo:
        file = todo.pop()
        with zipfile.ZipFile(file) as archive:
            manifest = archive.read("META-INF/MANIFEST.MF").decode().replace("\r\n", "\n").replace("\n ", "")
        found[re.search("Short-Name: (.*)", manifest)[1]] = file
        for dependency in re.findall("Plugin-Dependencies: (.*)", manifest):
            for one in dependency.split(","):
                name = one.split(":")[0]
                if "resolution:=optional" not in one and name not in found:
                    todo.append(plugins / f"{name}.hpi")
    return found


class Controller:
    """Jenkins in a folder of its own; ends with the block that it is used in."""

    def __init__(self, folder, war, hpi, plugins, libraries, heap="512m", also=(), options=(), setup=""):
        self.folder = pathlib.Path(folder).absolute()
        self.war, self.heap = war, heap
        self.options, self.setup = list(options), SETUP + setup
        self.libraries = pathlib.Path(libraries).absolute()
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "home/plugins").mkdir(parents=True)
        (self.folder / "home/init.groovy.d").mkdir()
        for name, file in needed(pathlib.Path(hpi), pathlib.Path(plugins), also).items():
            shutil.copy(file, self.folder / f"home/plugins/{name}.jpi")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"

    def __enter__(self):
        setup = {"url": self.url, "agent": self.folder / "agent", "secret": self.folder / "secret", "libraries": self.libraries}
        (self.folder / "home/init.groovy.d/setup.groovy").write_text(self.setup % setup)
        self.log = open(self.folder / "controller.log", "w")
        self.process = self.agent = None
        self.start()
        urllib.request.urlretrieve(self.url + "jnlpJars/agent.jar", self.folder / "agent.jar")
        self.connect()
        return self

    def start(self):
        """Starts Jenkins, also again after it was stopped."""
        self.process = subprocess.Popen(
            ["java", *self.options, f"-Xmx{self.heap}", f"-DJENKINS_HOME={self.folder / 'home'}", "-Djenkins.install.runSetupWizard=false"]
            + ["-jar", self.war, "--httpListenAddress=127.0.0.1", f"--httpPort={self.url.split(':')[2][:-1]}"],
            stdout=self.log, stderr=subprocess.STDOUT)
        self.wait("api/json", 300)

    def connect(self):
        """Starts the agent, also again after it was killed."""
        self.agent = subprocess.Popen(
            ["java", "-jar", self.folder / "agent.jar", "-url", self.url, "-name", "agent", "-webSocket"]
            + ["-secret", (self.folder / "secret").read_text(), "-workDir", self.folder / "agent"],
            stdout=open(self.folder / "agent.log", "a"), stderr=subprocess.STDOUT)
        self.online()

    def online(self):
        while '"offline":false' not in self.get("computer/agent/api/json"):
            time.sleep(1)

    def __exit__(self, *problem):
        for process in (self.agent, self.process):
            if process is not None:
                process.terminate()
                process.wait(60)
        self.log.close()

    def get(self, path):
        with urllib.request.urlopen(self.url + path) as answer:
            return answer.read().decode()

    def wait(self, path, seconds):
        end = time.time() + seconds
        while True:
            try:
                return self.get(path)
            except OSError:
                if time.time() > end or self.process.poll() is not None:
                    raise
                time.sleep(1)

    def post(self, path, body=b"", kind="application/xml"):
        request = urllib.request.Request(self.url + path, body, {"Content-Type": kind})
        return urllib.request.urlopen(request).headers

    def job(self, name, script):
        self.post("createItem?" + urllib.parse.urlencode({"name": name}), (JOB % escape(script)).encode())

    def build(self, name, number):
        """Runs a build to its end; its log."""
        self.post(f"job/{name}/build")
        return self.until(name, number, "\nFinished: ")

    def until(self, name, number, *texts):
        """The log of a build, once it has one of the texts."""
        while True:
            try:
                log = self.get(f"job/{name}/{number}/consoleText")
                if any(text in log for text in texts):
                    return log
            except OSError:
                pass  # still in the queue, or the controller is away
            time.sleep(0.5)

    def warnings(self):
        return [line for line in (self.folder / "controller.log").read_text().splitlines() if "WARNING" in line or "SEVERE" in line]
