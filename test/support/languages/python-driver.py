"""Runs a Python program's folder through the Automation API, since the host of Python programs can't be had here.

Arguments: the project's folder, the stack, and what to do: up, preview, refresh, destroy. Prints one line of JSON.
"""

import json
import runpy
import sys
from pathlib import Path

from pulumi import automation as auto

folder, stack_name, operation = sys.argv[1:4]


def program() -> None:
    runpy.run_path(str(Path(folder) / "__main__.py"))


settings = auto.ProjectSettings(name="composio-python", runtime="python")
stack = auto.create_or_select_stack(
    stack_name, project_name="composio-python", program=program, opts=auto.LocalWorkspaceOptions(project_settings=settings, work_dir=folder)
)
for name, value in json.loads(sys.argv[4] if len(sys.argv) > 4 else "{}").items():
    stack.set_config(name, auto.ConfigValue(value, secret=name.endswith("Secret")))

events = []


def places(event) -> None:
    metadata = event.resource_pre_event and event.resource_pre_event.metadata
    if metadata and metadata.op != "same":
        events.append([metadata.urn.split("::")[-1], str(metadata.op.value if hasattr(metadata.op, "value") else metadata.op), sorted(metadata.detailed_diff or {})])


result = getattr(stack, operation)(on_event=places)
outputs = {name: output.value for name, output in stack.outputs().items()}
print("\n" + json.dumps({"steps": events, "outputs": outputs}))
