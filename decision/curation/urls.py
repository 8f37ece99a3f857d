"""Addresses of the desk, beneath the admin's own; their names stand in its namespace."""

from django.urls import path

from .views.bulk import bulk
from .views.index_facts import index_facts
from .views.merging import duplicates, merging, undoing
from .views.queue import queue
from .views.transfer import cancel, commit, export, transfer

urlpatterns = [
    path("curation/queue/", queue, name="curation-queue"),
    path("curation/change/", bulk, name="curation-bulk"),
    path("curation/files/", transfer, name="curation-transfer"),
    path("curation/files/<int:draft>/", commit, name="curation-commit"),
    path("curation/files/<int:draft>/cancel/", cancel, name="curation-cancel"),
    path("curation/files/claims.csv", export, {"form": "csv"}, name="curation-csv"),
    path("curation/files/claims.json", export, {"form": "json"}, name="curation-json"),
    path("curation/duplicates/", duplicates, name="curation-duplicates"),
    path("curation/merge/<slug:kind>/", merging, name="curation-merge"),
    path("curation/merges/<int:merge>/undo/", undoing, name="curation-undo"),
    path("curation/package-index/", index_facts, name="curation-index"),
]
