"""Addresses of rounds and ballots, under /decisions/<slug>/."""

from django.urls import path

from . import views

urlpatterns = [
    path("team/", views.team, name="decision-team"),
    path("team/ballot/", views.ballot, name="ballot"),
    path("team/ballot/finish/", views.ballot_finish, name="ballot-finish"),
    path("team/ballot/reopen/", views.ballot_reopen, name="ballot-reopen"),
    path("team/rounds/", views.round_open, name="round-open"),
    path("team/rounds/<int:number>/", views.round_detail, name="round-detail"),
    path("team/rounds/<int:number>/reveal/", views.round_reveal, name="round-reveal"),
    path("team/rounds/<int:number>/cancel/", views.round_cancel, name="round-cancel"),
    path("team/rounds/<int:number>/apply/", views.round_apply, name="round-apply"),
    path("team/rounds/<int:number>/scenario/", views.round_scenario, name="round-scenario"),
]
