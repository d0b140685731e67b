"""The servicer: Pulumi's protocol for resource providers, answered by the engine.

Each mistake of a program or refusal of the API is one sentence, with the program's own names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from itertools import islice
from typing import Any, TypeVar, cast

import grpc  # type: ignore[import-untyped]
from google.protobuf import empty_pb2  # type: ignore[import-untyped]
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from statsig_console.declaring.kinds import Kind, kind_typed
from statsig_console.errors import InputError, ProviderError
from statsig_console.state_keys import type_in

from .configuration import HIDDEN, Configuration
from .differences import Difference
from .functions import Functions
from .reporting import Reporter, about
from .resources import Answered, Asked, Resources
from .schema import package_version, written
from .values import Properties, struct_of
from .wording import worded

KINDS: Mapping[tuple[str, bool], Any] = {
    ("add", False): provider_pb2.PropertyDiff.ADD,
    ("add", True): provider_pb2.PropertyDiff.ADD_REPLACE,
    ("delete", False): provider_pb2.PropertyDiff.DELETE,
    ("delete", True): provider_pb2.PropertyDiff.DELETE_REPLACE,
    ("update", False): provider_pb2.PropertyDiff.UPDATE,
    ("update", True): provider_pb2.PropertyDiff.UPDATE_REPLACE,
}

Handler = TypeVar("Handler", bound=Callable[..., Any])


def answering(handler: Handler) -> Handler:
    """Answers errors with their sentences, and sets the resource that log lines are about."""

    @wraps(handler)
    def call(self: ConsoleServicer, request: Any, context: grpc.ServicerContext) -> Any:
        urn = str(getattr(request, "urn", ""))
        try:
            with about(urn):
                return handler(self, request, context)
        except ProviderError as error:
            said = worded(urn or str(getattr(request, "tok", "")), str(error))
        return context.abort(grpc.StatusCode.UNKNOWN, said)

    return cast("Handler", call)


class ConsoleServicer(provider_pb2_grpc.ResourceProviderServicer):
    """One provider: the project that its configuration names, and all kinds."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._resources: dict[str, Resources] = {}
        self._urn = ""
        self._configuration = Configuration({})
        self._functions = Functions(self._configuration.setting)

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Tells Pulumi that it may send secrets, and connects to Pulumi's log."""
        self._reporter.connect(request.engine_address)
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def Attach(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Connects to the log of an engine that has not started this process."""
        self._reporter.connect(request.address)
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """The version of the package."""
        return plugin_pb2.PluginInfo(version=package_version())

    @answering
    def GetSchema(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """The schema of the package."""
        return provider_pb2.GetSchemaResponse(schema=written())

    @answering
    def CheckConfig(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Checks the settings."""
        news = Properties.of(request.news)
        problems = Configuration(news.values).problems()
        secrets = {*news.secrets, *(name for name in HIDDEN if name in news.values)}
        return provider_pb2.CheckResponse(
            inputs=struct_of(news.values, secrets),
            failures=[provider_pb2.CheckFailure(property="", reason=each.sentence()) for each in problems],
        )

    @answering
    def DiffConfig(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """No setting replaces objects: a new key or address mostly leads to the same project. If not, each change of an object says so."""
        olds = Properties.of(request.old_inputs if request.HasField("old_inputs") else request.olds)
        news = Properties.of(request.news)
        changed = sorted(name for name in {*olds.values, *news.values} if olds.values.get(name) != news.values.get(name))
        response = provider_pb2.DiffResponse
        return response(changes=response.DIFF_SOME if changed else response.DIFF_NONE, diffs=changed)

    @answering
    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Takes the settings; mistakes that CheckConfig has not reported are reported by the first call that needs the settings."""
        self._configuration = Configuration(Properties.of(request.args).values)
        self._functions = Functions(self._configuration.setting)
        self._urn = str(getattr(request, "urn", ""))
        self._resources = {}
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    @answering
    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Validates the program's values and fills in defaults."""
        resources = self._for(request.urn)
        checked = resources.check(Asked(request.urn), Properties.of(request.olds), Properties.of(request.news))
        failures = [provider_pb2.CheckFailure(property="", reason=worded(request.urn, each)) for each in checked.failures]
        return provider_pb2.CheckResponse(inputs=sent(checked.inputs), failures=failures)

    @answering
    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """What an update would change, and where."""
        old_inputs, news = (Properties.of(each) for each in (request.old_inputs, request.news))
        olds = Properties.stored(request.olds, request.old_inputs)
        found = self._for(request.urn).diff(Asked(request.urn, tuple(request.ignoreChanges)), request.id, olds, old_inputs, news)
        response = provider_pb2.DiffResponse
        return response(
            changes=response.DIFF_SOME if found.changes else response.DIFF_NONE,
            replaces=found.replaces,
            deleteBeforeReplace=found.delete_first,
            diffs=list(dict.fromkeys(each.path.partition(".")[0].partition("[")[0] for each in found.places)),
            detailedDiff={each.path: shown(each) for each in found.places},
            hasDetailedDiff=bool(found.places),
        )

    @answering
    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Creates the object; when that fails, none is left behind."""
        made = self._for(request.urn).create(
            Asked(request.urn, timeout=request.timeout), Properties.of(request.properties), request.preview
        )
        return provider_pb2.CreateResponse(id=made.id, properties=sent(made))

    @answering
    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """The object as it is now; one that is gone has no ID."""
        asked = Asked(request.urn, timeout=getattr(request, "timeout", 0.0))
        state, inputs = Properties.stored(request.properties, request.inputs), Properties.of(request.inputs)
        found = self._for(request.urn).read(asked, request.id, state, inputs)
        if found is None:
            return provider_pb2.ReadResponse()
        return provider_pb2.ReadResponse(id=request.id, properties=sent(found.state), inputs=sent(found.inputs))

    @answering
    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Changes the object to what the program asks for."""
        asked = Asked(request.urn, tuple(request.ignoreChanges), request.timeout)
        olds, news = Properties.stored(request.olds, request.old_inputs), Properties.of(request.news)
        made = self._for(request.urn).update(asked, request.id, olds, news, request.preview)
        return provider_pb2.UpdateResponse(properties=sent(made))

    @answering
    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Deletes the object; one that is gone already is fine."""
        state = Properties.stored(request.properties, request.old_inputs)
        self._for(request.urn).delete(Asked(request.urn, timeout=request.timeout), request.id, state)
        return empty_pb2.Empty()

    @answering
    def Invoke(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Calls a lookup."""
        answer = self._functions.call(request.tok, Properties.of(request.args))
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(struct_of(answer.values, answer.secrets))
        return response

    def List(self, request: Any, context: grpc.ServicerContext) -> Iterator[Any]:  # noqa: N802
        """The IDs of the objects that the API lists, as `Read` takes them."""
        try:
            found = self._typed(request.token).ids(Properties.of(request.query))
            for id_, name in islice(found, request.limit if request.limit > 0 else None):
                yield provider_pb2.ListResponse(result=provider_pb2.ListResponse.Result(id=id_, name=name))
        except ProviderError as error:
            said = worded(f"::::{request.token}::", str(error))
        else:
            return
        context.abort(grpc.StatusCode.UNKNOWN, said)

    def Construct(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """There are no components."""
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "the package has no components")

    def Call(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """There are no methods."""
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "the package has no methods")

    def Parameterize(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """There are no parameters."""
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "the package takes no parameters")

    def GetMapping(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Programs of other tools are not converted."""
        return provider_pb2.GetMappingResponse()

    def GetMappings(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Programs of other tools are not converted."""
        return provider_pb2.GetMappingsResponse()

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Does nothing: running calls finish, or Pulumi ends the process."""
        return empty_pb2.Empty()

    def _for(self, urn: str) -> Resources:
        return self._typed(type_in(urn))

    def _typed(self, type_: str) -> Resources:
        if type_ not in self._resources:
            self._resources.setdefault(type_, Resources(kind_served(type_), type_, self._configuration.setting, self._urn))
        return self._resources[type_]


def kind_served(type_: str) -> Kind:
    """The kind of the resources of a type.

    Raises:
        InputError: there is none.
    """
    kind = kind_typed(type_)
    if kind is None:
        raise InputError(f"{type_} is no resource of this package: is the plugin as new as the program?")
    return kind


def shown(difference: Difference) -> Any:
    """A difference in the form of the protocol."""
    return provider_pb2.PropertyDiff(kind=KINDS[difference.sort, difference.replaces], inputDiff=difference.between_inputs)


def sent(answer: Answered) -> Any:
    """An answer's properties in the form of the protocol."""
    return struct_of(answer.values, answer.secrets)
