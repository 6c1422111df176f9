"""The model hub: which files a repository has, and where they are."""

from __future__ import annotations

import logging
import os
import re
from typing import TYPE_CHECKING

from earnest.errors import NotFetched, UserFault

if TYPE_CHECKING:
    from earnest.supplies.catalogue import Supply

HUB = "https://huggingface.co"
FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json", "vocabulary.txt", "preprocessor_config.json")
"""What a CTranslate2 model is made of; the rest of a repository is not fetched."""

logger = logging.getLogger(__name__)


def mirrored(source: str) -> str:
    """``source``, on the mirror that ``HF_ENDPOINT`` names when it is on the hub."""
    return _endpoint() + source.removeprefix(HUB) if source.startswith(f"{HUB}/") else source


def listed(supply: Supply) -> Supply:
    """A CTranslate2 model that lies in a repository, with its files as the hub tells them now.

    Raises UserFault when there is no such repository or no such model in it, NotFetched when the hub cannot be asked.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError

    repository = _repository(supply)
    try:
        told = HfApi(endpoint=_endpoint()).model_info(repository, files_metadata=True)
    except RepositoryNotFoundError:
        raise UserFault(f"the hub has no model {repository!r}; `earnest models list` shows those with a name") from None
    except HfHubHTTPError as fault:
        status = getattr(fault.response, "status_code", "no status")
        raise NotFetched(f"the hub refused {supply.name} ({status})", "try again later") from None
    except Exception as fault:  # the hub's HTTP library, and with it the kinds of its faults, changes between versions
        logger.debug("asking the hub failed with %s", type(fault).__name__)
        unreached = f"the model hub cannot be reached, so {supply.name} was not fetched"
        raise NotFetched(unreached, "check the connection and pull it again") from None
    files = [
        {"name": file.rfilename, "size": file.size or None, "sha256": file.lfs.sha256 if file.lfs else None}
        for file in told.siblings or []
        if file.rfilename in FILES
    ]
    if not any(file["name"] == "model.bin" for file in files):
        raise UserFault(f"{repository} holds no model.bin, so it is no CTranslate2 model")
    where = f"{HUB}/{repository}/resolve/{told.sha or 'main'}/"
    return type(supply).model_validate({**supply.model_dump(), "source": where, "files": files})


def _repository(supply: Supply) -> str:
    found = re.fullmatch(re.escape(HUB) + r"/([\w.-]+/[\w.-]+)/", supply.source or "")
    if found is None:
        raise UserFault(f"{supply.name}: names neither files nor a repository owner/name of the hub")
    return found[1]


def _endpoint() -> str:
    return os.environ.get("HF_ENDPOINT", HUB).rstrip("/")
