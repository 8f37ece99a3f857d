"""Teams own decisions; a membership gives a role; a token lets a script act for a person."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone


class Role(models.TextChoices):
    OWNER = "owner", "owner"
    EDITOR = "editor", "editor"
    CONTRIBUTOR = "contributor", "contributor"
    VIEWER = "viewer", "viewer"


@pghistory.track()
class Team(models.Model):
    """People who decide together."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="teams")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("team-detail", args=[self.slug])


@pghistory.track()
class Membership(models.Model):
    """One person's role in one team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role, default=Role.VIEWER)

    class Meta:
        ordering = ["team", "user"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="teams_membership_one_role_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role} of {self.team}"


@pghistory.track(exclude=["digest"])
class Invitation(models.Model):
    """A link that makes whoever accepts it a member: only its SHA-256 is kept, so that it is shown once."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role, default=Role.VIEWER)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(blank=True, help_text="Only an account with this confirmed address may accept.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    most_uses = models.PositiveSmallIntegerField(default=1)
    uses = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="teams_invitation_not_used_too_often", condition=Q(uses__lte=F("most_uses"))
            ),
            models.CheckConstraint(
                name="teams_invitation_of_one_person_once", condition=Q(email="") | Q(most_uses=1)
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.team_id} as {self.role}"

    @property
    def standing(self) -> str:
        """What has become of it: open, used, revoked or expired."""
        if self.revoked_at is not None:
            return "revoked"
        if self.uses >= self.most_uses:
            return "used"
        return "open" if self.expires_at > timezone.now() else "expired"


@pghistory.track(exclude=["digest", "last_used_at"])
class ApiToken(models.Model):
    """A script's key: only its SHA-256 is kept, so that it is shown once and never again."""

    class Scope(models.TextChoices):
        READ = "read", "read"
        WRITE = "write", "read and write"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "API token"

    def __str__(self) -> str:
        return f"{self.name} ({self.scope})"

    @property
    def standing(self) -> str:
        """What has become of it: works, revoked or expired."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= timezone.now() else "works"
