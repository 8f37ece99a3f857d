"""The address that links in mails begin with, as the environment says."""

from __future__ import annotations

import pytest

from decision.env import BadSetting, read_env


@pytest.mark.parametrize("url", ["decide.example.org", "https://", "https://decide.example.org/x"])
def test_the_address_of_the_site_is_an_origin(url: str) -> None:
    with pytest.raises(BadSetting, match=r"^SITE_URL '"):
        read_env(SITE_URL=url)


def test_the_first_named_host_is_where_mails_point_unless_said_otherwise() -> None:
    given = {"DEBUG": False, "SECRET_KEY": "long enough", "ALLOWED_HOSTS": ".example.org,decide.example.org"}
    assert read_env(**given).SITE_URL == "https://decide.example.org"
    assert read_env(**given, SITE_URL="https://x.example.org/").SITE_URL == "https://x.example.org"
