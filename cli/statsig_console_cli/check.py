"""``statsig-console check``: every mistake of a program, without Pulumi's engine, login, key or network.

The program runs as in a preview of a new stack. Each resource goes through the check of that preview; values from the outputs of
other resources are unknown, and pass.
"""

from __future__ import annotations

import asyncio
import json
import os
import runpy
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer


def check(
    directory: Annotated[Path, typer.Argument(help="The folder with Pulumi.yaml.")] = Path(),
    stack: Annotated[str, typer.Option(help="The stack whose configuration the program sees; left out, the only one there is.")] = "",
) -> None:
    """Lists every mistake of a program. It fails when there is one; nothing is sent, and no key is needed."""
    try:
        project, config, program = opened(directory, stack)
    except (OSError, ValueError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None
    resources, mistakes = mistakes_in(project, stack, config, program)
    for each in mistakes:
        typer.echo(f"error: {each}")
    typer.echo(f"{resources} resources, {len(mistakes)} mistakes" if mistakes else f"{resources} resources, no mistakes")
    if mistakes:
        raise typer.Exit(1)


def opened(directory: Path, stack: str) -> tuple[str, dict[str, str], Path]:
    """A project's name, its configuration by full names, and its program.

    Raises:
        OSError: there is no such file.
        ValueError: the file is no project, or no program in Python.
    """
    import yaml

    about = yaml.safe_load((directory / "Pulumi.yaml").read_text(encoding="utf-8"))
    if not isinstance(about, dict) or not isinstance(about.get("name"), str):
        raise ValueError(f"{directory / 'Pulumi.yaml'} is no Pulumi project")
    runtime = about.get("runtime")
    if (runtime.get("name") if isinstance(runtime, dict) else runtime) != "python":
        raise ValueError(f"{directory / 'Pulumi.yaml'} is no project in Python")
    files = [directory / f"Pulumi.{stack}.yaml"] if stack else sorted(directory.glob("Pulumi.*.yaml"))
    settings = yaml.safe_load(files[0].read_text(encoding="utf-8")) if len(files) == 1 else {}
    config = (settings.get("config") if isinstance(settings, dict) else None) or {}
    # Secrets are encrypted; any text stands in for one.
    plain = {name: "secret" if isinstance(value, dict) and "secure" in value else value for name, value in config.items()}
    main = directory / str(about.get("main") or "")
    program = main if main.suffix == ".py" else main / "__main__.py"
    if not program.exists():
        raise ValueError(f"{program} is not there")
    return about["name"], {name: in_text(value) for name, value in plain.items()}, program.resolve()


def in_text(value: Any) -> str:
    """A value of the configuration as a program reads it."""
    return value if isinstance(value, str) else json.dumps(value)


def mistakes_in(project: str, stack: str, config: dict[str, str], program: Path) -> tuple[int, Sequence[str]]:
    """How many resources a program declares, and every mistake in them."""
    from pulumi.runtime import stack as stacks
    from pulumi.runtime.mocks import MockMonitor, set_mocks
    from pulumi.runtime.proto import resource_pb2
    from pulumi.runtime.rpc import deserialize_properties, is_rpc_secret, serialize_properties, unwrap_rpc_secret

    import pulumi
    from statsig_console.declaring.kinds import Kind
    from statsig_console.errors import InputError
    from statsig_console.testing import Mocks

    def clear(value: Any) -> Any:
        """A value without Pulumi's marks of secrets."""
        if is_rpc_secret(value):
            return clear(unwrap_rpc_secret(value))
        if isinstance(value, dict):
            return {key: clear(each) for key, each in value.items()}
        return [clear(each) for each in value] if isinstance(value, list) else value

    class Findings(Mocks):
        """Notes the mistakes instead of stopping at the first resource that has some."""

        def __init__(self) -> None:
            super().__init__()
            self.mistakes: list[str] = []

        def refuse(self, kind: Kind, name: str, mistakes: Sequence[str]) -> None:
            self.mistakes += [f'{kind.label} "{name}": {each}' for each in mistakes]

        def call(self, args: pulumi.runtime.MockCallArgs) -> tuple[dict[Any, Any], None]:
            lookup = args.token.rpartition(":")[2]
            raise InputError(f"{lookup} asks the API, which this command does not; what comes after it was not checked")

    class Monitor(MockMonitor):
        """Passes on unknown values as unknown; Pulumi's own mocks drop them."""

        def RegisterResource(self, request: Any) -> Any:  # noqa: N802
            urn = self.make_urn(request.parent, request.type, request.name)
            if request.type == "pulumi:pulumi:Stack":
                return resource_pb2.RegisterResourceResponse(urn=urn)
            with event_loop() as loop:
                inputs = clear(deserialize_properties(request.object, True))
                arguments = pulumi.runtime.MockResourceArgs(
                    request.type, request.name, inputs, request.provider, resource_id=request.importId, custom=request.custom
                )
                id_, state = self.mocks.new_resource(arguments)
                self.resources[urn] = MockMonitor.ResourceRegistration(urn, id_ or "", state)
                outputs = loop.run_until_complete(serialize_properties(state, {}))
                return resource_pb2.RegisterResourceResponse(urn=urn, id=id_ or "", object=outputs)

    sys.path.insert(0, str(program.parent))
    before = Path.cwd()
    os.chdir(program.parent)
    with event_loop() as loop:
        found = Findings()
        set_mocks(found, project, stack or "check", preview=True, monitor=Monitor(found))
        pulumi.runtime.set_all_config(config)
        try:
            loop.run_until_complete(stacks.run_pulumi_func(lambda: run_program(program, found.mistakes)))
        except pulumi.RunError as error:
            found.mistakes.append(str(error))
        finally:
            os.chdir(before)
            sys.path.remove(str(program.parent))
    return len(found.declared), list(dict.fromkeys(found.mistakes))


@contextmanager
def event_loop() -> Generator[asyncio.AbstractEventLoop]:
    """An event loop of this thread, which Pulumi's SDK asks for."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield loop
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def run_program(program: Path, mistakes: list[str]) -> None:
    """Runs a program. An error that ends it is added to the mistakes; the resources declared before it are checked all the same."""
    import pulumi

    try:
        runpy.run_path(str(program), run_name="__main__")
    except pulumi.RunError as error:
        mistakes.append(f"{error} (the program ends here)")
