"""Reads calls as JSON lines ({"service", "operation", "input"}) and says which of them botocore would refuse for their form."""

import json
import sys

import botocore.session
from botocore.exceptions import ParamValidationError
from botocore.validate import ParamValidator

# As a request is signed, and as botocore calls the service.
SERVICES = {"monitoring": "cloudwatch", "elasticloadbalancing": "elbv2"}

session = botocore.session.get_session()
models = {}


def model(service):
    name = SERVICES.get(service, service)
    if name not in models:
        models[name] = session.get_service_model(name)
    return models[name]


def faults(value, shape, path):
    """Lengths, ranges, patterns and enums, which botocore itself leaves to the service."""
    import re

    meta = shape.metadata
    if shape.type_name == "structure" and isinstance(value, dict):
        for key, one in value.items():
            if key in shape.members:
                yield from faults(one, shape.members[key], f"{path}.{key}")
    elif shape.type_name == "list" and isinstance(value, list):
        yield from length(len(value), meta, path)
        for index, one in enumerate(value):
            yield from faults(one, shape.member, f"{path}[{index}]")
    elif shape.type_name == "map" and isinstance(value, dict):
        for key, one in value.items():
            yield from faults(one, shape.value, f"{path}[{key}]")
    elif shape.type_name == "string" and isinstance(value, str):
        yield from length(len(value), meta, path)
        if "pattern" in meta:
            try:
                if re.fullmatch(meta["pattern"], value) is None:
                    yield f"{path}: {value!r} does not match {meta['pattern']}"
            except re.error:
                pass
        if shape.enum and value not in shape.enum:
            yield f"{path}: {value!r} is none of {shape.enum}"


def length(count, meta, path):
    if count < meta.get("min", 0) or count > meta.get("max", count):
        yield f"{path}: {count} is not from {meta.get('min', 0)} to {meta.get('max')}"


for line in sys.stdin:
    call = json.loads(line)
    shape = model(call["service"]).operation_model(call["operation"]).input_shape
    report = ParamValidator().validate(call["input"], shape).generate_report()
    found = ([report] if report else []) + list(faults(call["input"], shape, call["operation"]))
    for fault in found:
        print(json.dumps({"operation": call["operation"], "fault": fault}))
