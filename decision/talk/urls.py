"""Addresses of comments and notifications."""

from django.urls import path

from .views import discussion, notifications

urlpatterns = [
    path("decisions/<slug:slug>/talk/", discussion.decision_talk, name="decision-talk"),
    path("decisions/<slug:slug>/talk/marks/", discussion.talk_marks, name="talk-marks"),
    path("decisions/<slug:slug>/talk/<int:comment>/", discussion.talk_thread, name="talk-thread"),
    path("decisions/<slug:slug>/talk/<int:comment>/edit/", discussion.talk_edit, name="talk-edit"),
    path("decisions/<slug:slug>/talk/<int:comment>/remove/", discussion.talk_remove, name="talk-remove"),
    path("decisions/<slug:slug>/talk/<int:comment>/resolve/", discussion.talk_resolve, name="talk-resolve"),
    path(
        "decisions/<slug:slug>/talk/on/<slug:criterion>/<slug:framework>/",
        discussion.talk_cell,
        name="talk-cell",
    ),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/unread/", notifications.unread, name="notifications-unread"),
    path("notifications/mail/", notifications.mail_preferences, name="notifications-mail"),
    path("notifications/<int:id>/", notifications.open_notification, name="notification-open"),
    path("unsubscribe/<str:token>/", notifications.unsubscribe, name="unsubscribe"),
]
