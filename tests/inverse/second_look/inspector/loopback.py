"""A server on this machine that speaks the three wire formats of vision models, as told."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def anthropic_reply(arguments, tool):
    content = [{"type": "tool_use", "id": "t1", "name": tool, "input": arguments}]
    if isinstance(arguments, str):
        content = [{"type": "text", "text": arguments}]
    return {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "model": "claude-opus-4-8",
        "content": content,
        "stop_reason": "tool_use",
        "stop_sequence": None,
        "usage": {"input_tokens": 900, "output_tokens": 90},
    }


def openai_reply(arguments, tool):
    call = {"name": tool, "arguments": json.dumps(arguments)}
    message = {"role": "assistant", "content": None, "refusal": None}
    message["tool_calls"] = [{"id": "c1", "type": "function", "function": call}]
    if isinstance(arguments, str):
        message = {"role": "assistant", "content": arguments, "refusal": None}
    return {
        "id": "x1",
        "object": "chat.completion",
        "created": 1,
        "model": "gpt-4o",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message, "logprobs": None}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 90, "total_tokens": 990},
    }


def gemini_reply(arguments, tool):
    part = {"functionCall": {"name": tool, "args": arguments}}
    if isinstance(arguments, str):
        part = {"text": arguments}
    return {
        "candidates": [
            {"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}
        ],
        "usageMetadata": {
            "promptTokenCount": 900,
            "candidatesTokenCount": 90,
            "totalTokenCount": 990,
        },
        "modelVersion": "gemini-3.1-pro-preview",
    }


WIRES = {
    "claude": (anthropic_reply, lambda asked: asked["tools"][-1]["name"]),
    "gpt_4o": (openai_reply, lambda asked: asked["tools"][-1]["function"]["name"]),
    "gemini": (
        gemini_reply,
        lambda asked: asked["tools"][-1]["functionDeclarations"][-1]["name"],
    ),
    "local": (openai_reply, lambda asked: ""),
}


class Model:
    """What the server answers, and what it was asked."""

    def __init__(self, wire):
        self.make, self.tool_of = WIRES[wire]
        self.as_text = wire == "local"
        self.answers, self.asked, self.headers = [], [], []

    def next_answer(self):
        """The next answer; the last one again when there are no more."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def body(self, asked):
        """Status, bytes and seconds of waiting for one request."""
        answer = self.next_answer()
        if callable(answer):
            answer = answer(asked)
        if isinstance(answer, tuple):
            return answer
        if isinstance(answer, dict) and self.as_text:
            answer = json.dumps(answer)
        reply = self.make(answer, self.tool_of(asked))
        return 200, json.dumps(reply).encode(), 0.0


@contextmanager
def serving(wire):
    """A model behind an address of the loopback interface, as long as the block lasts."""
    model = Model(wire)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            model.asked.append(asked)
            model.headers.append(dict(self.headers))
            status, body, wait_s = model.body(asked)
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            try:
                for start in range(0, len(body), 65536):
                    time.sleep(wait_s)
                    self.wfile.write(body[start : start + 65536])
                    self.wfile.flush()
            except OSError:
                self.close_connection = True

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", model
    finally:
        server.shutdown()
        server.server_close()
