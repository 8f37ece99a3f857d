"""What the environment says of accounts and mail, and how a refusal reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.accounts import account_settings, company_sign_on, is_mail_sent, mail_settings
from decision.env import BadSetting, read_env

OIDC = {
    "OIDC_SERVER_URL": "https://id.example.org/",
    "OIDC_CLIENT_ID": "us",
    "OIDC_CLIENT_SECRET": "hidden away",
}


class TestSignUp:
    def test_is_open_in_a_trial_and_by_invitation_elsewhere(self) -> None:
        assert read_env().SIGN_UP == "open"
        assert read_env(DEBUG=False).SIGN_UP == "invited"
        assert read_env(SIGN_UP="closed").SIGN_UP == "closed"

    def test_is_one_of_three(self) -> None:
        with pytest.raises(BadSetting, match=r"^SIGN_UP 'perhaps' is not valid: use open, invited or closed"):
            read_env(SIGN_UP="perhaps")


class TestMail:
    def test_goes_to_standard_output_where_no_server_is_named(self) -> None:
        env = read_env()
        assert mail_settings(env)["EMAIL_BACKEND"].endswith("console.EmailBackend")
        assert not is_mail_sent(env)
        assert account_settings(env)["ACCOUNT_EMAIL_VERIFICATION"] == "optional"

    @pytest.mark.parametrize(
        ("scheme", "port", "tls", "ssl"),
        [("smtp+tls", 587, True, False), ("smtp+ssl", 465, False, True)],
    )
    def test_goes_to_the_server_that_is_named(self, scheme: str, port: int, tls: bool, ssl: bool) -> None:
        env = read_env(EMAIL_URL=f"{scheme}://me%40example.org:p%2Fss@mail.example.org")
        settings = mail_settings(env)
        assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example.org", port)
        assert (settings["EMAIL_HOST_USER"], settings["EMAIL_HOST_PASSWORD"]) == ("me@example.org", "p/ss")
        assert (settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (tls, ssl)
        assert account_settings(env)["ACCOUNT_EMAIL_VERIFICATION"] == "mandatory"

    @pytest.mark.parametrize(
        "url", ["mail.example.org", "pop://mail.example.org", "smtp://", "smtp://a:many/"]
    )
    def test_says_how_to_write_a_server_without_showing_its_password(self, url: str) -> None:
        with pytest.raises(BadSetting, match=r"^EMAIL_URL is not valid: use (console|smtp)"):
            read_env(EMAIL_URL=url)


class TestCompanySignOn:
    def test_is_nothing_unless_it_is_set_up(self) -> None:
        assert company_sign_on(read_env())["openid_connect"]["APPS"] == []
        [app] = company_sign_on(read_env(**OIDC, OIDC_DOMAINS="Example.org, @example.com"))["openid_connect"][
            "APPS"
        ]
        assert app["settings"] == {
            "server_url": "https://id.example.org",
            "domains": ["example.org", "example.com"],
        }

    @pytest.mark.parametrize("missing", list(OIDC))
    def test_needs_everything_or_nothing(self, missing: str, tmp_path: Path) -> None:
        with pytest.raises(BadSetting, match=f"^{missing} must be set too"):
            read_env(**{**OIDC, missing: ""})

    @pytest.mark.parametrize("url", ["http://id.example.org", "id.example.org", "https://"])
    def test_is_not_spoken_with_in_clear_text(self, url: str) -> None:
        with pytest.raises(BadSetting, match=r"OIDC_SERVER_URL .* is not valid: it must start with https://"):
            read_env(**{**OIDC, "OIDC_SERVER_URL": url})
