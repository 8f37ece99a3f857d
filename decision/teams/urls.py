"""Addresses of entering, of one's own account, and of teams.

allauth asks for its pages by its own names, so they keep those; only what is used has an address.
"""

from __future__ import annotations

from allauth.account import views as allauth_account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as sign_on
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import URLPattern, path, re_path

from .views import account, invitations, leaving, members, teams, themes, tokens

# Two names for one address: ours, and the one allauth asks for.
entering: list[URLPattern] = [
    path("sign-in/", allauth_account.login, name="sign-in"),
    path("sign-in/", allauth_account.login, name="account_login"),
    path("sign-out/", allauth_account.logout, name="sign-out"),
    path("sign-out/", allauth_account.logout, name="account_logout"),
    path("sign-up/", allauth_account.signup, name="sign-up"),
    path("sign-up/", allauth_account.signup, name="account_signup"),
    path("sign-in/inactive/", allauth_account.account_inactive, name="account_inactive"),
    path("sign-in/second-step/", factors.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/again/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("confirm-email/", allauth_account.email_verification_sent, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", allauth_account.confirm_email, name="account_confirm_email"),
    path("password/reset/", allauth_account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth_account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/done/",
        allauth_account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        allauth_account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

company: list[URLPattern] = [
    path("sign-on/cancelled/", sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-on/failed/", sign_on.login_error, name="socialaccount_login_error"),
    path("sign-on/sign-up/", sign_on.signup, name="socialaccount_signup"),
    path("sign-on/<slug:provider_id>/", leaving.company_sign_on, name="openid_connect_login"),
    path("sign-on/<slug:provider_id>/back/", openid_connect.callback, name="openid_connect_callback"),
]

own: list[URLPattern] = [
    path("account/", account.account, name="account"),
    path("account/email/", allauth_account.email, name="account_email"),
    path("account/password/", allauth_account.password_change, name="account_change_password"),
    path("account/password/first/", allauth_account.password_set, name="account_set_password"),
    path("account/company/", sign_on.connections, name="socialaccount_connections"),
    path("account/second-step/", factors.index, name="mfa_index"),
    path("account/second-step/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-step/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "account/second-step/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("account/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/tokens/", tokens.token_list, name="token-list"),
    path("account/tokens/<int:token>/revoke/", tokens.token_revoke, name="token-revoke"),
]

together: list[URLPattern] = [
    path("teams/", teams.team_list, name="team-list"),
    path("teams/<slug:slug>/", teams.team_detail, name="team-detail"),
    path("teams/<slug:slug>/rename/", teams.team_rename, name="team-rename"),
    path("teams/<slug:slug>/delete/", teams.team_delete, name="team-delete"),
    path("teams/<slug:slug>/leave/", members.team_leave, name="team-leave"),
    path("teams/<slug:slug>/hand-over/", members.team_transfer, name="team-transfer"),
    path("teams/<slug:slug>/members/<int:user>/role/", members.member_role, name="member-role"),
    path("teams/<slug:slug>/members/<int:user>/remove/", members.member_remove, name="member-remove"),
    path("teams/<slug:slug>/invitations/", invitations.invitation_make, name="invitation-make"),
    path(
        "teams/<slug:slug>/invitations/<int:invitation>/revoke/",
        invitations.invitation_revoke,
        name="invitation-revoke",
    ),
    path("invitations/<str:text>/", invitations.invitation_accept, name="invitation-accept"),
]

urlpatterns = [*entering, *company, *own, *together, path("theme/", themes.theme, name="theme")]
