# SPDX-License-Identifier: Apache-2.0
"""Gemini, by Google's generateContent API."""

from typing import TYPE_CHECKING

from scene_stager.inverse.inspector._inspector import Inspector
from scene_stager.inverse.inspector._vision import VisionInspector

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model


def _build(name: str, key: str, address: str | None, client: "httpx2.AsyncClient") -> "Model":
    from pydantic_ai.models.google import GoogleModel
    from pydantic_ai.providers.google import GoogleProvider

    provider = GoogleProvider(api_key=key, base_url=address, http_client=client)
    return GoogleModel(name, provider=provider)


INSPECTOR: Inspector = VisionInspector(
    title="Gemini",
    build=_build,
    model="gemini-3.1-pro-preview",
    key_variable="GEMINI_API_KEY",
    model_variable="SCENE_STAGER_GEMINI_MODEL",
    address_variable="GOOGLE_GEMINI_BASE_URL",
)
