# SPDX-License-Identifier: Apache-2.0
"""GPT-4o, by OpenAI's chat completions API."""

from typing import TYPE_CHECKING

from scene_stager.inverse.inspector._inspector import Inspector
from scene_stager.inverse.inspector._vision import VisionInspector

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model


def build(name: str, key: str, address: str | None, client: "httpx2.AsyncClient") -> "Model":
    """A model behind the chat completions API at `address`, or at OpenAI's own."""
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    # Asking again is ours to decide, so the SDK never does.
    sdk = AsyncOpenAI(base_url=address, api_key=key, http_client=client, max_retries=0)
    return OpenAIChatModel(name, provider=OpenAIProvider(openai_client=sdk))


INSPECTOR: Inspector = VisionInspector(
    title="GPT-4o",
    build=build,
    model="gpt-4o",
    key_variable="OPENAI_API_KEY",
    model_variable="SCENE_STAGER_GPT_MODEL",
    address_variable="OPENAI_BASE_URL",
)
