# SPDX-License-Identifier: Apache-2.0
"""HTTP to a vision model, with an end to how much it may answer."""

from collections.abc import AsyncIterator

import httpx2

MOST_BYTES = 256 * 1024  # of a reply: house default


class TooLong(httpx2.TransportError):
    """A service answered more than anybody asked for."""


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, most_bytes: int) -> None:
        self._stream, self._left = stream, most_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            self._left -= len(part)
            if self._left < 0:
                raise TooLong(f"over {MOST_BYTES} bytes")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class BoundedTransport(httpx2.AsyncHTTPTransport):
    """A transport that stops reading an answer after MOST_BYTES, and takes it uncompressed, so
    that what is counted is what arrives."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request; the answer's body ends with TooLong when it does not end itself."""
        request.headers["accept-encoding"] = "identity"
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            raise TooLong("a compressed answer that was not asked for")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _Bounded(response.stream, MOST_BYTES)
        return response


def bounded_client(timeout_s: float) -> httpx2.AsyncClient:
    """A client for one question: no redirects, no proxies' surprises, every wait bounded."""
    return httpx2.AsyncClient(
        transport=BoundedTransport(), timeout=timeout_s, follow_redirects=False
    )
