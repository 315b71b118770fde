"""Whether a text could be published: structure, expressions, fit, examples, what it gives."""

from __future__ import annotations

import hashlib
import json

from niangjia.base import declare
from niangjia.catalogue.models import ServiceVersion
from niangjia.catalogue.registry.examples import wrong_examples
from niangjia.catalogue.registry.vocabulary import vocabularies
from niangjia.catalogue.rules.checks import load
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.refusals import DefinitionError, Problem
from niangjia.catalogue.rules.schema import Definition, read_definition
from niangjia.catalogue.rules.yaml_lines import Source, read_yaml
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_


def digest_of(definition: Definition) -> str:
    """Of the meaning, not of the text: a comment may be corrected without a new version."""
    plain = definition.model_dump(mode="json", by_alias=True)
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def load_text(text: str, file: str, keys: frozenset[str]) -> Compiled:
    """The plans of a definition whose examples came out as they say. ``keys``: of all services, for ``helped()``.

    :raises DefinitionError: with every problem.
    """
    compiled = load(text, file, vocabularies(), keys)
    source = read_yaml(text, file)
    for index, what, allowed in wrong_examples(compiled):
        source.problem(("examples", index), what, allowed)
    _require_deliverable(compiled, source)
    if source.problems:
        raise DefinitionError(source.problems)
    return compiled


def changed_in_silence(definition: Definition, text: str, file: str) -> list[Problem]:
    """A published version never changes; whoever began a case under it relies on it."""
    versions = ServiceVersion.objects.filter(service__key=definition.key).exclude(state="draft")
    line = read_yaml(text, file).line_of(("version",))
    same = versions.filter(version=definition.version).first()
    newest = versions.order_by("-version").first()
    if same and _meaning(same) != digest_of(definition):
        what = phrase("第 {version} 版已经发布，内容不能再改。", version=definition.version)
        return [Problem(file, line, what, f"version: {newest.version + 1 if newest else definition.version + 1}")]
    if not same and newest and definition.version < newest.version:
        what = phrase(
            "第 {version} 版已经发布，不能再发布更早的第 {earlier} 版。",
            version=newest.version,
            earlier=definition.version,
        )
        return [Problem(file, line, what, f"version: {newest.version + 1}")]
    return []


def _meaning(version: ServiceVersion) -> str:
    """The digest of the stored text as the schema reads it today: a word added to the schema changes no published version."""
    try:
        return digest_of(read_definition(version.text, "")[0])
    except DefinitionError:
        return version.digest


def _require_deliverable(compiled: Compiled, source: Source) -> None:
    """An open service gives only what some package declares that it can give."""
    kinds = declare.outcome_kinds()
    for kind, _ in compiled.definition.records:
        if compiled.definition.state == "open" and kind not in kinds:
            part = kind.partition(".")[0]
            source.problem(
                ("outcome", part),
                phrase("还没有谁能办 {kind}。", kind=kind),
                " | ".join([*sorted(kinds), "state: preview"]),
            )
    _require_earning(compiled, source)


def _require_earning(compiled: Compiled, source: Source) -> None:
    """Points are given for what somebody announces."""
    definition, kinds = compiled.definition, declare.outcome_kinds()
    earning = sorted(kind for kind, found in kinds.items() if found.earns)
    if definition.state != "open" or not definition.outcome.points:
        return
    if not any(kind in earning for kind, _ in definition.records):
        source.problem(
            ("outcome", "points"), N_("这项服务给的，还没有谁能记积分。"), " | ".join([*earning, "state: preview"])
        )
