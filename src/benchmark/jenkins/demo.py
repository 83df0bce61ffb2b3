"""A controller with a few models, for pictures and for looks at the pages. It follows the reader's choice of light or dark."""
import pathlib
import re
from xml.sax.saxutils import escape

from controller import JOB, Controller

DATA = pathlib.Path("docs/examples/german-credit/german_credit.csv")
CREDIT = """
node('agent') {
  sh 'cp "%(data)s" data.csv'
  def trained = mlTrain id: 'credit', data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: '%(algorithm)s'
  mlValidate id: 'credit', model: trained.model, slices: ['housing'], importance: true, archive: true
}
mlGate id: 'credit', gates: [[metric: 'accuracy', min: %(least)s], [metric: 'roc_auc', min: 0.7], [metric: 'recall', min: 0.3]]
"""
OVERDRAFTS = """
node('agent') {
  sh 'cp "%(data)s" data.csv'
  def trained = mlTrain id: 'overdrafts', data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'logistic_regression'
  mlValidate id: 'overdrafts', model: trained.model
}
mlGate id: 'overdrafts', gates: [[metric: 'accuracy', min: 0.9]]
"""
WATCH = """
node('agent') {
  sh 'head -n %(rows)s "%(data)s" > requests.csv'
  mlWatch model: '%(digest)s', modelJob: 'credit', data: 'requests.csv'
}
"""
LONG = """
node('agent') {
  sh 'cp "%(data)s" data.csv'
  mlTrain id: 'long', data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'mlp', threads: 1,
    hyperparameters: [max_iter: 100000, early_stopping: false, n_iter_no_change: 100000, tol: 0.0]
}
"""
TRIGGER = """<properties><org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty><triggers>
<io.jenkins.plugins.mlpipeline.watches.MlDriftTrigger><spec>* * * * *</spec><target>bank/deployment/credit</target><windows>3</windows>
<coolDown>24h</coolDown><maxPerDay>1</maxPerDay></io.jenkins.plugins.mlpipeline.watches.MlDriftTrigger>
</triggers></org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty></properties></flow-definition>"""
BUILDS = [("logistic_regression", 0.7), ("random_forest", 0.7), ("gradient_boosting", 0.9), ("random_forest", 0.72)]
THEME = """
def loader = jenkins.pluginManager.uberClassLoader
def themes = jenkins.getDescriptorOrDie(loader.loadClass('io.jenkins.plugins.thememanager.ThemeManagerPageDecorator'))
themes.theme = loader.loadClass('io.jenkins.plugins.darktheme.DarkThemeSystemManagerFactory').getDeclaredConstructor().newInstance()
themes.save()
"""
# Core enforces its policy for the content of pages instead of reporting what breaks it.
ENFORCED = "-Djenkins.security.csp.CspHeader.headerName=Content-Security-Policy"


def controller(folder, war, hpi, plugins):
    """The controller, to be used in a block."""
    return Controller(
        folder, war, hpi, plugins, "target/engine/libraries", heap="1g", also=["theme-manager", "dark-theme"],
        options=[ENFORCED], setup=THEME)


def fill(running):
    """Runs the builds: the third one of the job credit fails its gate, and so does the newest one, the only one, of overdrafts."""
    for number, (algorithm, least) in enumerate(BUILDS, 1):
        script = CREDIT % {"data": DATA.absolute(), "algorithm": algorithm, "least": least}
        if number == 1:
            running.job("credit", script)
        else:
            running.post("job/credit/config.xml", (JOB % escape(script)).encode())
        log = running.build("credit", number)
        print(f"#{number} {algorithm}: {re.findall('Finished: (.*)', log)[0]}", flush=True)
    digest = re.findall("sha256:[0-9a-f]{64}", log)[0]
    for number, rows in enumerate((600, 50), 1):
        script = WATCH % {"data": DATA.absolute(), "digest": digest, "rows": rows}
        job = (JOB % escape(script)).replace("</flow-definition>", TRIGGER).encode()
        running.post("createItem?name=watched" if number == 1 else "job/watched/config.xml", job)
        log = running.build("watched", number)
        print(f"watched #{number}: {re.findall('Finished: (.*)', log)[0]}", flush=True)
    running.job("overdrafts", OVERDRAFTS % {"data": DATA.absolute()})
    log = running.build("overdrafts", 1)
    print(f"overdrafts #1: {re.findall('Finished: (.*)', log)[0]}", flush=True)
