"""Judges answers by the generated models of composio-client: standard input has a JSON list of [operation, status, body]."""

import json
import re
import sys

from composio_client._generated import pydantic_gen
from pydantic import ValidationError

# Whose name is not made of the method and the path.
NAMED = {"POST /toolkits/:slug/scopes/recommended": "RecommendToolkitScopesResponse"}

PARAMETER = "By(?:Nano[iI]d|SessionId|SessionConfigId|Slug|Status)"


def model_of(operation):
    method, path = operation.split(" ")
    words = [
        PARAMETER if segment.startswith(":") else "".join(word.capitalize() for word in segment.split("_"))
        for segment in path.strip("/").split("/")
    ]
    pattern = NAMED.get(operation) or f"{method.capitalize()}V31{''.join(words)}Response"
    [name] = [name for name in vars(pydantic_gen) if re.fullmatch(pattern, name)]
    return getattr(pydantic_gen, name)


for operation, status, body in json.load(sys.stdin):
    model = model_of(operation) if status < 300 else pydantic_gen.Error
    try:
        model.model_validate(body)
    except ValidationError as error:
        places = [".".join(map(str, each["loc"])) + ": " + each["msg"] for each in error.errors()]
        print(f"{operation} {status} by {model.__name__}: {'; '.join(places)}")
