"""The pages in a real browser: what axe-core finds, what the console says under Jenkins' enforced policy, what is wider than a
telephone, and whether the keyboard alone is enough.

    python3 src/test/field/pages.py JENKINS_WAR PLUGIN_HPI PLUGINS_FOLDER AXE_JS
"""
import pathlib
import sys
import time

sys.path.insert(0, "src/benchmark/jenkins")
import demo  # noqa: E402
from browser import Browser  # noqa: E402

TAB, ENTER, RIGHT = "\ue004", "\ue007", "\ue014"
PAGES = [
    "",
    "job/credit/",
    "job/credit/ml-pipeline/",
    "job/credit/3/",
    "job/credit/3/ml-pipeline/",
    "job/credit/3/ml-pipeline/credit/",
    "ml-models/",
    "ml-models/compare/?model=credit%234&model=credit%233",
    "ml-deployments/",
    "job/watched/1/",
    "job/watched/1/ml-watches/",
    "job/watched/ml-drift/",
    "manage/ml-pipeline/",
    "manage/ml-pipeline-setup/",
    "manage/ml-incidents/",
]
# What is ours in a page; everything else is core's, and so is the frame of each page, of which these rules speak.
FRAME = ("region", "landmark-one-main", "page-has-heading-one")
OURS = ".mlp, .mlp *, .mlp-chooser, .mlp-chooser *, .mlp-table, .mlp-table *, .mlp-model, .mlp-model *, .mlp-gate-form, .mlp-gate-form *"
# The box beside a view: its frame is core's.
OURS += ", #ml-models-that-need-you .pane-content, #ml-models-that-need-you .pane-content *"
AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then((result) => done(result.violations.flatMap((v) => v.nodes.map((n) => ({
  rule: v.id, impact: v.impact, help: v.help, html: n.html.slice(0, 160),
  ours: n.target.length === 1 && document.querySelector(n.target[0])?.matches(arguments[0]) === true,
})))));
"""
WIDE = """
return Array.from(document.querySelectorAll(arguments[0])).filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1
  && !e.closest('svg svg, svg > *') && !scrolled(e.parentElement)).slice(0, 5).map((e) => e.tagName + '.' + e.className);
function scrolled(e) {
  return e !== null && e.id !== 'main-panel' && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX) || scrolled(e.parentElement));
}
"""
# What the rows of the box say, but for the last, which leads to all models.
BOX = """
return Array.from(document.querySelectorAll('#ml-models-that-need-you table.pane tr')).slice(0, -1).map((row) => row.innerText.trim());
"""
wrong, of_core = [], set()


def check(said, what):
    print(("ok: " if said else "WRONG: ") + what, flush=True)
    if not said:
        wrong.append(what)


def look(browser, url, page, axe, theme):
    """What axe-core and the console say of a page."""
    browser.open(url + page)
    time.sleep(0.5)
    browser.run(axe)
    found = browser.run_async(AXE, OURS)
    for one in found:
        one["ours"] &= one["rule"] not in FRAME
        if not one["ours"]:
            of_core.add(f"{one['rule']} ({one['help']})" + ("" if one["rule"] in FRAME else f": {one['html']}"))
    ours = [f"{one['rule']} ({one['help']}): {one['html']}" for one in found if one["ours"]]
    check(not ours, f"axe-core finds nothing in {page} in {theme}" + "".join(f"\n    {one}" for one in ours))
    said = browser.console()
    check(not said, f"nothing in the console of {page} in {theme}" + "".join(f"\n    {line[:200]}" for line in said))


def narrow(browser, url, page):
    browser.size(360, 800)
    browser.open(url + page)
    time.sleep(0.5)
    wide = browser.run(WIDE, OURS)
    check(not wide, f"{page} fits into 360 points" + "".join(f"\n    {one}" for one in wide))


def reach(browser, selector, most=250):
    """Presses Tab until something has the focus."""
    for _ in range(most):
        browser.keys(TAB)
        if browser.run("return document.activeElement.matches(arguments[0])", selector):
            return True
    return False


def at(browser, end):
    """Whether the browser comes to an address."""
    for _ in range(100):
        if end in browser.run("return location.href"):
            return True
        time.sleep(0.1)
    return False


def walk(browser, url):
    """What a person does who has no mouse."""
    browser.open(url + "ml-models/")
    check(reach(browser, "#mlp-q"), "keyboard: the search of all models is reached")
    browser.keys("credit" + ENTER)
    check(at(browser, "q=credit"), "keyboard: a search is sent by Enter")
    check(reach(browser, ".mlp-models a.about"), "keyboard: a model's job is reached in the list")
    browser.keys(ENTER)
    check(at(browser, "job/credit/ml-pipeline/"), "keyboard: it opens the models of the job")
    check(reach(browser, ".trend a"), "keyboard: a build in the trend is reached")
    check(reach(browser, "input[name=model][value='credit#4:credit']"), "keyboard: a build is reached in the history")
    browser.keys(" ")
    check(reach(browser, "input[name=model][value='credit#3:credit']"), "keyboard: another one too")
    browser.keys(" ")
    check(reach(browser, "form[action$='ml-models/compare/'] button"), "keyboard: the button that compares is reached")
    browser.keys(ENTER)
    check(at(browser, "ml-models/compare/?model="), "keyboard: the two are compared")
    check(browser.run("return document.body.innerText").count("paired and has its interval") == 1, "the difference is paired")
    browser.open(url + "job/credit/3/ml-pipeline/credit/")
    check(reach(browser, ".explorer input[type=range]"), "keyboard: the threshold's slider is reached")
    before = browser.run("return document.querySelector('.explorer output').textContent")
    browser.keys(RIGHT)
    after = browser.run("return document.querySelector('.explorer output').textContent")
    check(before != after and "#threshold=" in browser.run("return location.hash"), f"keyboard: the threshold moves from {before} to {after}")
    browser.run("document.querySelector('#metrics input[type=search]').focus()")
    browser.keys("squared")
    shown = browser.run("return Array.from(document.querySelectorAll('#metrics tbody tr')).filter((r) => r.offsetParent !== null).length")
    check(1 <= shown <= 5, f"of all metrics, {shown} are left by the word squared")


def box(browser, url):
    """The box beside a view names the model whose newest gate failed, and that one alone."""
    browser.open(url)
    rows = browser.run(BOX)
    check(len(rows) == 1 and rows[0].startswith("overdrafts") and "The gate failed: accuracy." in rows[0], f"beside the view, the box names {rows}")
    check(reach(browser, "#ml-models-that-need-you a[href*='overdrafts']"), "keyboard: the model in the box is reached")
    browser.keys(ENTER)
    check(at(browser, "job/overdrafts/1/ml-pipeline/overdrafts/"), "keyboard: it opens the model's page")
    browser.open(url)
    check(reach(browser, "#ml-models-that-need-you a[href$='/ml-models/']"), "keyboard: the way to all models is reached in the box")


def gates(browser, url):
    """The form of gates in the Snippet Generator."""
    browser.open(url + "job/credit/pipeline-syntax/?")
    browser.run("""
      const select = document.querySelector('select.dropdownList, .dropdownList');
      select.selectedIndex = Array.from(select.options).findIndex((option) => option.textContent.startsWith('mlGate'));
      select.dispatchEvent(new Event('change'));""")
    for _ in range(100):
        if browser.run("return document.querySelector('.mlp-gate-add') !== null"):
            break
        time.sleep(0.1)
    browser.run("document.querySelector('.mlp-gate-add').focus()")
    browser.keys(ENTER)
    check(browser.run("return document.activeElement.matches('.mlp-gate select')"), "keyboard: a new gate has the focus")
    browser.run("""
      const [metric, decide, criticality] = document.querySelectorAll('.mlp-gate select');
      const [threshold, slice] = document.querySelectorAll('.mlp-gate input');
      const set = (field, value) => { field.value = value; field.dispatchEvent(new Event('change')); };
      set(metric, 'log_loss'); set(threshold, '0.6'); set(decide, 'bound'); set(slice, 'housing'); set(criticality, 'UNSTABLE');""")
    line = browser.run("return document.querySelector('.mlp-gate-form').parentNode.querySelector('textarea').value")
    wanted = '{"metric":"log_loss","max":0.6,"decide":"upperBound","slice":{"by":["housing"]},"criticality":"UNSTABLE"}'
    check(line == wanted, f"the form writes {line}")
    browser.run("document.querySelector('input[name=\"_.id\"]').value = 'credit'")
    browser.run("""
      const button = Array.from(document.querySelectorAll('button')).find((b) => b.textContent.includes('last build'));
      button.focus();""")
    browser.keys(ENTER)
    said = ""
    for _ in range(100):
        said = browser.run("return document.body.innerText")
        if "would have been" in said:
            break
        time.sleep(0.1)
    check("#4 would have been" in said, "keyboard: the gates are tried on the last build")
    about = browser.run("return document.querySelector('.mlp-gate-about').textContent")
    check("lower is better" in about and "0 and more" in about, f"it says of the metric: {about}")


def live(browser, controller):
    """A step on its build's page while it runs, and when it was stopped."""
    controller.job("long", demo.LONG % {"data": demo.DATA.absolute()})
    controller.post("job/long/build")
    controller.until("long", 1, "[ml-pipeline] fitting ")
    browser.open(controller.url + "job/long/1/")
    text, curves = "", 0
    for _ in range(600):
        text = browser.run("return document.querySelector('.mlp-live').innerText")
        curves = browser.run("return document.querySelectorAll('.mlp-live .mlp-losses polyline').length")
        if curves > 0:
            break
        time.sleep(0.1)
    check("long, mlTrain: fitting" in text and " of " in text, f"the build's page says how far the step is: {text!r}")
    check(curves > 0, "it draws the losses")
    browser.picture(pathlib.Path("target/field/pages/live.png"))
    controller.post("job/long/1/stop")
    controller.until("long", 1, "\nFinished: ")
    for _ in range(300):
        if "The build has ended" in browser.run("return document.querySelector('.mlp-live').innerText"):
            break
        time.sleep(0.1)
    check("The build has ended" in browser.run("return document.querySelector('.mlp-live').innerText"), "it says that the build has ended")


def main():
    war, hpi, plugins, axe = sys.argv[1:5]
    axe = pathlib.Path(axe).read_text()
    with demo.controller("target/field/pages", war, hpi, plugins) as controller:
        demo.fill(controller)
        for dark in (False, True):
            with Browser(dark) as browser:
                for page in PAGES:
                    look(browser, controller.url, page, axe, "dark" if dark else "light")
        with Browser() as browser:
            for page in PAGES:
                narrow(browser, controller.url, page)
            browser.size(1280, 1000)
            live(browser, controller)
            walk(browser, controller.url)
            box(browser, controller.url)
            gates(browser, controller.url)
            # Core's own script warns when a form of the Snippet Generator comes late.
            said = [line for line in browser.console() if "/scripts/hudson-behavior.js" not in line]
            check(not said, "nothing in the console on the way" + "".join(f"\n    {line[:200]}" for line in said))
    print(f"of Jenkins' own parts, axe-core finds {len(of_core)}:")
    for one in sorted(of_core):
        print("    " + one)
    if wrong:
        sys.exit(f"{len(wrong)} things are not as they should be")


main()
