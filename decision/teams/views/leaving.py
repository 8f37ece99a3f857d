"""Going over to the company's own sign-on."""

from __future__ import annotations

import logging

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from requests import RequestException

logger = logging.getLogger(__name__)


@never_cache
def company_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask first (GET), then go (POST).

    Going is a page of its own rather than a redirect: browsers apply `form-action 'self'` to redirects too.
    """
    try:
        response: HttpResponse = openid_connect.login(request, provider_id)
    except (
        RequestException,
        KeyError,
        ValueError,
    ) as error:  # unreachable, or no OpenID Connect provider at all
        logger.warning("Company sign-on does not answer as it should: %r", error)
        return render(
            request, "socialaccount/authentication_error.html", {"is_unreachable": True}, status=502
        )
    target = response.headers.get("Location", "")
    if not target.startswith(("https://", "http://")):
        return response
    page = render(request, "socialaccount/leaving.html", {"target": target})
    page.headers["Refresh"] = f"0; url={target}"
    return page
