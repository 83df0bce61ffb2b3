"""Pictures of the pages in light and dark, from a real Jenkins with real data, taken by Chromium.

    python3 screens.py JENKINS_WAR PLUGIN_HPI PLUGINS_FOLDER OUTPUT_FOLDER

Fails where a page writes an error or a warning to the console; Jenkins' policy for the content of pages is enforced. Run it in the
project's folder after `mvn -f engine-pom.xml -DskipTests package`.
"""
import pathlib
import sys
import time

import demo
from browser import Browser

# Name, address.
PAGES = [
    ("view-with-box", ""),
    ("job-page", "job/credit/"),
    ("models-of-a-job", "job/credit/ml-pipeline/"),
    ("build-page", "job/credit/3/"),
    ("model-page", "job/credit/3/ml-pipeline/credit/"),
    ("all-models", "ml-models/"),
    ("settings", "manage/ml-pipeline/"),
    ("comparison", "ml-models/compare/?model=credit%234&model=credit%233"),
]
HEIGHT = 2600
# The form of the settings goes on for long; its first groups show how it is made.
HEIGHTS = {"settings": 1400}
# Where the libraries are on the machine that takes the pictures says nothing to a reader.
FOLDER = "document.querySelectorAll('input[name=\"_.runtimeDirectory\"]').forEach((field) => { field.value = '/opt/ml-pipeline/libraries'; });"


def main():
    war, hpi, plugins, output = sys.argv[1:5]
    output = pathlib.Path(output)
    output.mkdir(parents=True, exist_ok=True)
    said = []
    with demo.controller("target/screens", war, hpi, plugins) as controller:
        demo.fill(controller)
        for dark in (False, True):
            with Browser(dark) as browser:
                for name, page in PAGES:
                    browser.open(controller.url + page)
                    time.sleep(1)
                    said += [f"{name}: {line[:300]}" for line in browser.console()]
                    browser.run(FOLDER)
                    browser.picture(output / f"{name}{'-dark' if dark else ''}.png", HEIGHTS.get(name, HEIGHT))
                    browser.size(1280, 1000)
                    print(f"{name}{' in dark' if dark else ''}", flush=True)
    if said:
        sys.exit("\n".join(said))


main()
