"""The prompt templates of the folder prompts/: data, filled in by name."""

from pathlib import Path
from string import Template

FOLDER = Path(__file__).resolve().parent.parent / "prompts"


class PromptError(ValueError):
    """A template is missing or asks for a variable that it is not given."""


def fill(name: str, folder: Path = FOLDER, **variables: str) -> str:
    """The template `prompts/<name>.md` with its $variables replaced.

    Raises:
        PromptError: There is no such template, it has a variable that is not given, or lacks one that is.
    """
    path = folder / f"{name}.md"
    try:
        template = Template(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise PromptError(f"{path} is missing: restore it from the repository") from error
    wanted = set(template.get_identifiers())
    if wanted != set(variables):
        raise PromptError(f"{path} has the variables {sorted(wanted)}, expected {sorted(variables)}")
    return template.substitute(variables)
