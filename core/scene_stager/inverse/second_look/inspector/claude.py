# SPDX-License-Identifier: Apache-2.0
"""Claude, by Anthropic's Messages API."""

from typing import TYPE_CHECKING

from scene_stager.inverse.second_look.inspector._inspector import Inspector
from scene_stager.inverse.second_look.inspector._vision import Endpoint, VisionInspector

if TYPE_CHECKING:
    from pydantic_ai.models import Model


def _build(at: Endpoint) -> "Model":
    from anthropic import AsyncAnthropic
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    provider = AnthropicProvider(anthropic_client=AsyncAnthropic(**at.for_sdk()))
    return AnthropicModel(at.model, provider=provider)


INSPECTOR: Inspector = VisionInspector(
    title="Claude Opus",
    build=_build,
    model="claude-opus-4-8",
    key_variable="ANTHROPIC_API_KEY",
    model_variable="SCENE_STAGER_CLAUDE_MODEL",
    address_variable="ANTHROPIC_BASE_URL",
)
