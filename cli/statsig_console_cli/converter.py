"""``pulumi-converter-statsig``: the converter that `pulumi import --from statsig` starts and asks which objects to import.

    pulumi import --from statsig Gate new-checkout new_checkout
    pulumi import --from statsig terraform.tfstate

The key comes from STATSIG_CONSOLE_API_KEY, as in `statsig-console import-file`.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc  # type: ignore[import-untyped]
from pulumi.runtime.proto import converter_pb2, converter_pb2_grpc
from pulumi.runtime.proto.codegen import hcl_pb2

from statsig_console.errors import ProviderError

from .import_file import LEFT_OUT, entries_of
from .texts import visible

USAGE = "give a kind, a name and an ID for each object, as in Gate new-checkout new_checkout, or the file of a Terraform state"


class Converter(converter_pb2_grpc.ConverterServicer):
    """Converts the names of a Statsig project's objects into entries of an import."""

    def ConvertState(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """The objects that the command names, with their inputs and outputs; a failure is a diagnostic of one sentence."""
        try:
            return converted(request.args)
        except (ProviderError, OSError) as error:
            return refusal(visible(str(error)))

    def ConvertProgram(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Converts nothing: `statsig-console adopt` writes programs."""
        return converter_pb2.ConvertProgramResponse(
            diagnostics=[diagnostic("`statsig-console adopt` writes a program for what a project has; nothing else is converted")]
        )


def converted(arguments: Sequence[str]) -> Any:
    """The answer to the words after `pulumi import --from statsig`.

    Raises:
        OSError: the state cannot be read.
        ProviderError: there is no such kind or object, or the configuration cannot work.
    """
    if len(arguments) == 1:
        entries, missing = entries_of((), Path(arguments[0]))
    elif arguments and len(arguments) % 3 == 0:
        entries, missing = entries_of(arguments)
    else:
        return refusal(USAGE)
    answer = converter_pb2.ConvertStateResponse(
        diagnostics=[diagnostic(f"{visible(address)} {LEFT_OUT}", hcl_pb2.DIAG_WARNING) for address in missing]
    )
    for each in entries:
        resource = answer.resources.add(type=each["type"], name=each["name"], id=each["id"])
        resource.inputs.update(each["inputs"])
        resource.outputs.update(each["outputs"])
    return answer


def refusal(sentence: str) -> Any:
    """An answer that imports nothing."""
    return converter_pb2.ConvertStateResponse(diagnostics=[diagnostic(sentence)])


def diagnostic(sentence: str, severity: Any = hcl_pb2.DIAG_ERROR) -> Any:
    """A sentence that Pulumi shows."""
    return hcl_pb2.Diagnostic(severity=severity, summary=sentence)


def main() -> None:
    """Serves on a free port of this machine, which it prints, until Pulumi ends it."""
    server = grpc.server(ThreadPoolExecutor(1))
    signal.signal(signal.SIGINT, lambda number, frame: server.stop(0))
    converter_pb2_grpc.add_ConverterServicer_to_server(Converter(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    server.wait_for_termination()
