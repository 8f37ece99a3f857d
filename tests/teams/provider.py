"""A company's sign-on for the tests: an OpenID Connect provider of its own, in a process of its own.

`python tests/teams/provider.py REDIRECT_URI` prints the port of 127.0.0.1 that it answers on. Everybody's password
is their name; Ada's and Nia's addresses are confirmed there, Eve only says that Ada's is hers.
"""

from __future__ import annotations

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import URLResolver, include, path

CLIENT, SECRET = "steelyard", "a secret between two servers"
PEOPLE = (
    ("nia", "Nia", "Osei", "nia@example.org", True),
    ("ada", "Ada", "Byron", "ada@example.org", True),
    ("eve", "Eve", "Intruder", "ada@example.org", False),
    ("max", "Max", "Elsewhere", "max@elsewhere.example", True),
)

urlpatterns: list[URLResolver] = []  # filled once Django knows its apps


def configure() -> None:
    """A Django project of a few lines, its database in memory."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="only for tests",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.messages", "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SESSION_COOKIE_NAME="company",
        IDP_OIDC_PRIVATE_KEY=key.decode(),
        ACCOUNT_EMAIL_VERIFICATION="none",
        USE_TZ=True,
    )  # fmt: skip


def fill(redirect_uri: str) -> None:
    """The people of the company, and Steelyard as a client that they need not be asked about."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    call_command("migrate", run_syncdb=True, verbosity=0)
    for name, first, last, email, verified in PEOPLE:
        user = User.objects.create_user(name, email, name, first_name=first, last_name=last)
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    Client.objects.create(
        id=CLIENT, name="Steelyard", secret=make_password(SECRET), scopes="openid\nprofile\nemail",
        redirect_uris=redirect_uri, skip_consent=True,
    )  # fmt: skip


class Silent(WSGIRequestHandler):
    """Keeps its requests to itself."""

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    configure()
    django.setup()
    urlpatterns.extend([path("", include("allauth.idp.urls")), path("accounts/", include("allauth.urls"))])
    fill(sys.argv[1])
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Silent) as server:
        sys.stdout.write(f"{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
