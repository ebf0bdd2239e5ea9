# SPDX-License-Identifier: Apache-2.0
"""Claude, by Anthropic's Messages API."""

from typing import TYPE_CHECKING

from scene_stager.inverse.inspector._inspector import Inspector
from scene_stager.inverse.inspector._vision import VisionInspector

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model


def _build(name: str, key: str, address: str | None, client: "httpx2.AsyncClient") -> "Model":
    from anthropic import AsyncAnthropic
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    # Asking again is ours to decide, so the SDK never does.
    sdk = AsyncAnthropic(api_key=key, base_url=address, http_client=client, max_retries=0)
    return AnthropicModel(name, provider=AnthropicProvider(anthropic_client=sdk))


INSPECTOR: Inspector = VisionInspector(
    title="Claude Opus",
    build=_build,
    model="claude-opus-4-8",
    key_variable="ANTHROPIC_API_KEY",
    model_variable="SCENE_STAGER_CLAUDE_MODEL",
    address_variable="ANTHROPIC_BASE_URL",
)
