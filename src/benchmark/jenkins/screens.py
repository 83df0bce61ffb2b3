"""Pictures of the pages, from a real Jenkins with real data, taken by Chromium.

    python3 screens.py JENKINS_WAR PLUGIN_HPI PLUGINS_FOLDER OUTPUT_FOLDER

Fails where a page writes an error or a warning to the console. Run it in the project's folder after
`mvn -f engine-pom.xml -DskipTests package`.
"""
import pathlib
import re
import subprocess
import sys

from xml.sax.saxutils import escape

from controller import JOB, Controller

DATA = pathlib.Path("docs/examples/german-credit/german_credit.csv")
CREDIT = """
node('agent') {
  sh 'cp "%(data)s" data.csv'
  def trained = mlTrain id: 'credit', data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: '%(algorithm)s'
  mlValidate id: 'credit', model: trained.model, slices: ['housing'], archive: true
}
mlGate id: 'credit', gates: [[metric: 'accuracy', min: %(least)s], [metric: 'roc_auc', min: 0.7], [metric: 'recall', min: 0.3]]
"""
BUILDS = [("logistic_regression", 0.7), ("random_forest", 0.7), ("gradient_boosting", 0.9), ("random_forest", 0.72)]
# Name, address, height of the picture.
PAGES = [
    ("job-page", "job/credit/", 1190),
    ("models-of-a-job", "job/credit/ml-pipeline/", 1000),
    ("build-page", "job/credit/3/", 640),
    ("models-of-a-build", "job/credit/3/ml-pipeline/", 640),
    ("model-page", "job/credit/3/ml-pipeline/credit/", 2600),
    ("configuration", "manage/configure", 4000),
    ("deployments", "ml-deployments/", 640),
]


def picture(url, file, height):
    """Takes a picture; what the console said."""
    run = subprocess.run(
        ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr"]
        + [f"--window-size=1280,{height}", f"--screenshot={file}", "--virtual-time-budget=8000", url],
        capture_output=True, text=True, timeout=120)
    return re.findall(r":CONSOLE[^\]]*\] (.*)", run.stderr)


def main():
    war, hpi, plugins, output = sys.argv[1:5]
    output = pathlib.Path(output)
    output.mkdir(parents=True, exist_ok=True)
    said = []
    with Controller("target/screens", war, hpi, plugins, "target/engine/libraries", heap="1g") as controller:
        for number, (algorithm, least) in enumerate(BUILDS, 1):
            script = CREDIT % {"data": DATA.absolute(), "algorithm": algorithm, "least": least}
            if number == 1:
                controller.job("credit", script)
            else:
                controller.post("job/credit/config.xml", (JOB % escape(script)).encode())
            log = controller.build("credit", number)
            print(f"#{number} {algorithm}: {re.findall('Finished: (.*)', log)[0]}", flush=True)
        for name, page, height in PAGES:
            lines = picture(controller.url + page, (output / f"{name}.png").absolute(), height)
            print(f"{name}: {len(lines)} lines in the console", flush=True)
            said += [f"{name}: {line[:300]}" for line in lines]
    if said:
        sys.exit("\n".join(said))


main()
