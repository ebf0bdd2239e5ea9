# SPDX-License-Identifier: Apache-2.0
"""GPT-4o, by OpenAI's chat completions API."""

from typing import TYPE_CHECKING

from scene_stager.inverse.second_look.inspector._inspector import Inspector
from scene_stager.inverse.second_look.inspector._vision import Endpoint, VisionInspector

if TYPE_CHECKING:
    from pydantic_ai.models import Model


def build(at: Endpoint) -> "Model":
    """A model behind the chat completions API at `at.address`, or at OpenAI's own."""
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    provider = OpenAIProvider(openai_client=AsyncOpenAI(**at.for_sdk()))
    return OpenAIChatModel(at.model, provider=provider)


INSPECTOR: Inspector = VisionInspector(
    title="GPT-4o",
    build=build,
    model="gpt-4o",
    key_variable="OPENAI_API_KEY",
    model_variable="SCENE_STAGER_GPT_MODEL",
    address_variable="OPENAI_BASE_URL",
)
