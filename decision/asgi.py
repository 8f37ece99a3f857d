"""The one ASGI callable: event streams to the live part, everything else to Django in lasting threads."""

from __future__ import annotations

from decision.env import env
from decision.live.app import LiveApp
from decision.serving.asgi_types import Receive, Scope, Send
from decision.serving.wsgi_pool import WsgiPool
from decision.wsgi import application as django

pool = WsgiPool(django, threads=env.THREADS)
live = LiveApp(pool, env)


class Application:
    """Routes connections."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await (live if live.takes(scope) else pool)(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _live_as_long_as_the_server(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    def pool_of(self, scope: Scope) -> WsgiPool | None:
        """The pool that answers this request from beginning to end, for a server that can speak to it directly."""
        return None if live.takes(scope) else pool


application = Application()


async def _live_as_long_as_the_server(receive: Receive, send: Send) -> None:
    await receive()
    await live.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await live.stop()
    pool.close()
    await send({"type": "lifespan.shutdown.complete"})
