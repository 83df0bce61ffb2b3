"""What a site needs beside docs/: the screenshots of images/, and sources that are linked but are no pages."""

import re
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[2]
SOURCES = "https://github.com/jenkinsci/ml-pipeline-plugin/blob/main/"
# Links out of docs/, and to folders and files of docs/ that are no pages.
OUTSIDE = re.compile(r"\]\((?:\.\./)+(?!images/)([^)#]+)(#[^)]*)?\)")


def on_files(files, config):
    for image in sorted((ROOT / "images").glob("*.png")):
        files.append(File.generated(config, f"images/{image.name}", abs_src_path=str(image)))
    return files


def on_page_markdown(markdown, page, config, files):
    folder = (ROOT / "docs" / page.file.src_path).parent
    text = markdown.replace("](../images/", "](images/")
    text = OUTSIDE.sub(lambda link: f"]({SOURCES}{outside(folder, link)}{link.group(2) or ''})", text)
    return re.sub(r"\]\(([^):#]+)\)", lambda link: f"]({source(folder, link.group(1))})", text)


def outside(folder, link):
    path = link.group(0)[2:-1].split("#")[0]
    return (folder / path).resolve().relative_to(ROOT)


def source(folder, path):
    """A folder's README, where it has one; else the source."""
    target = (folder / path).resolve()
    if target.is_dir():
        readme = target / "README.md"
        return f"{path.rstrip('/')}/README.md" if readme.exists() else f"{SOURCES}{target.relative_to(ROOT)}"
    if target.is_file() and target.suffix not in (".md", ".png"):
        return f"{SOURCES}{target.relative_to(ROOT)}"
    return path
