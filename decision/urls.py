"""The whole site map on one screen."""

from django.contrib import admin
from django.urls import include, path

from decision.building.views import decision_new
from decision.finding.views import search
from decision.health import healthz, metrics, readyz
from decision.local_owner import local_sign_in
from decision.pages import help_page

# The API first: its addresses are asked for most, and each pattern before them is tried on every request.
urlpatterns = [
    path("api/", include("decision.api.urls")),
    path("", include("decision.matrix.urls")),
    path("decisions/<slug:slug>/", include("decision.rounds.urls")),
    path("decisions/<slug:slug>/", include("decision.weighing.urls")),
    path("decisions/<slug:slug>/", include("decision.history.urls")),
    path("decisions/<slug:slug>/", include("decision.evidence.urls")),
    path("decisions/<slug:slug>/", include("decision.robustness.urls")),
    path("decisions/<slug:slug>/", include("decision.building.urls")),
    path("new/", decision_new, name="decision-new"),
    path("decisions/<slug:slug>/", include("decision.live.urls")),
    path("", include("decision.talk.urls")),
    path("", include("decision.lifecycle.urls")),
    path("", include("frameworks.urls")),
    path("", include("decision.catalogue.urls")),
    path("", include("decision.teams.urls")),
    path("sign-in/local/<str:token>/", local_sign_in, name="local-sign-in"),
    path("search/", search, name="search"),
    path("help/totals/", help_page, {"topic": "totals"}, name="help-totals"),
    path("help/keyboard/", help_page, {"topic": "keyboard"}, name="help-keyboard"),
    path("help/accessibility/", help_page, {"topic": "accessibility"}, name="help-accessibility"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]

handler400 = "decision.pages.bad_request"
handler403 = "decision.pages.forbidden"
handler404 = "decision.pages.not_found"
handler500 = "decision.pages.server_error"
