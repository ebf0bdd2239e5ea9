# SPDX-License-Identifier: Apache-2.0
"""Gemini, by Google's generateContent API."""

from typing import TYPE_CHECKING

from scene_stager.inverse.second_look.inspector._inspector import Inspector
from scene_stager.inverse.second_look.inspector._vision import Endpoint, VisionInspector

if TYPE_CHECKING:
    from pydantic_ai.models import Model


def _build(at: Endpoint) -> "Model":
    from pydantic_ai.models.google import GoogleModel
    from pydantic_ai.providers.google import GoogleProvider

    provider = GoogleProvider(api_key=at.key, base_url=at.address, http_client=at.client)
    return GoogleModel(at.model, provider=provider)


INSPECTOR: Inspector = VisionInspector(
    title="Gemini",
    build=_build,
    model="gemini-3.1-pro-preview",
    key_variable="GEMINI_API_KEY",
    model_variable="SCENE_STAGER_GEMINI_MODEL",
    address_variable="GOOGLE_GEMINI_BASE_URL",
)
