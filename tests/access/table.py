"""Every address of the product and who may do what there: name, method, rule (rules.py), status where it is allowed.

HEAD goes with GET. Methods that have no line are refused: 405. A name may be followed by the argument that is meant.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One line: what is asked for, by whom it may be, and what they get."""

    name: str
    variant: str
    method: str
    rule: str
    done: str
    account_first: bool


API_OF_DECISIONS = """
decision-ranking       GET    read
decision-evaluate      POST   read
decision-detail        GET    read
decision-alternatives  GET    read
decision-alternatives  POST   edit        400
decision-alternative   GET    read
decision-alternative   PATCH  edit
decision-alternative   DELETE edit        204
decision-criteria      GET    read
decision-criteria      POST   edit        400
decision-criterion     GET    read
decision-criterion     PATCH  edit
decision-criterion     DELETE edit        204
decision-value-function  GET  read        404
decision-value-function  PUT  edit        400
decision-weights       GET    read
decision-weights       PATCH  edit
decision-weights       PUT    edit        400
decision-scores        GET    read
decision-scores        PATCH  edit
decision-gates         GET    read
decision-gates         POST   edit        201
gate-suggestions       GET    read
decision-gate          GET    read
decision-gate          PATCH  edit
decision-gate          DELETE edit        204
decision-scenarios     GET    read
decision-scenarios     POST   edit        201
decision-scenario      GET    read
decision-scenario      DELETE edit        204
decision-robustness    GET    read
decision-studies       GET    read
decision-studies       POST   read        202
decision-study         GET    read
decision-study         DELETE read        204
decision-study-result  GET    read
decision-members       GET    team
decision-rounds        GET    rounds
decision-rounds        POST   run-rounds  409
decision-round=2       GET    rounds
decision-round=2       PATCH  run-rounds
decision-comparison=1  GET    rounds
decision-comparison=2  GET    rounds      409
decision-apply=1       POST   run-rounds
decision-apply=2       POST   run-rounds  409
decision-ballots       GET    rounds
decision-ballots       PUT    contribute
decision-ballots       PATCH  contribute
decision-comments      GET    team
decision-comments      POST   contribute  201
decision-comment       GET    team
decision-comment       PATCH  own-words
decision-comment=?reason=Off DELETE edit
decision-audit         GET    read
audit-acknowledgements POST   edit        201
audit-acknowledgement  DELETE edit        204
decision-proposals     GET    team
decision-proposals     POST   contribute  201
decision-proposal      GET    team
decision-proposal      PATCH  edit
decision-sources       GET    read
decision-missing       GET    read
decision-status        GET    read
decision-status        PUT    edit
decision-signatures    POST   contribute  201
decision-signatures    DELETE contribute
decision-history       GET    read
decision-compare       GET    read
decision-undo          POST   edit        409
decision-export        GET    read
decision-export=?as=madr GET read
decision-export=?as=xlsx GET read
decision-export=?as=markdown GET read
decision-badge         GET    read
decision-events        GET    read
"""

API_ELSEWHERE = """
index              GET   open
schema             GET   open
docs               GET   open
redoc              GET   open
decision-list      GET   open
evaluate           POST  open
weights            POST  open
agreement          POST  open
framework-list     GET   open
framework-detail   GET   open
source-list        GET   open
source-detail      GET   nobody
claim-list         GET   open
claim-list         POST  states   400
claim-detail       GET   nobody
claim-detail       PATCH curator  404
criterion-list     GET   open
criterion-detail   GET   open
metric-list        GET   open
metric-detail      GET   nobody
need-list          GET   open
root               GET   nobody
unknown            GET   nobody
"""

# Those with a star ask for an account before they look for the decision.
PAGES_OF_DECISIONS = """
decision-detail     GET   read
decision-past       GET   read
cell-past           GET   read
weights-save        POST  edit        302
scenario-save       POST  edit        302
gate-mode           POST  edit        302
decision-criteria   GET   read
decision-criteria   POST  edit        400
decision-criterion  GET   read
decision-criterion  POST  edit        400
criterion-change    POST  edit        302
measured-use        POST  edit        400
alternative-add     POST  edit        400
alternative-change  POST  edit        302
decision-gates      GET   read
decision-gates      POST  edit        302
gate-change         POST  edit        302
gate-remove         POST  edit        302
cell-detail         GET   read
cell-detail         POST  edit        302
cell-claims         GET   read
cell-claims         POST  take-part   400
claim-add           POST  take-part   400
finding-keep        POST  edit        302
cell-propose        POST  contribute  302
proposal-settle     POST  edit        302
proposal-marks      GET   team
decision-team       GET   read
ballot              GET   contribute
ballot              POST  contribute  302
ballot-finish       POST  contribute  302
ballot-reopen       POST  contribute  302
round-open          GET   run-rounds
round-open          POST  run-rounds  409
round-detail=2      GET   rounds
round-detail=1      GET   rounds
round-reveal=2      POST  run-rounds  302
round-cancel=2      POST  run-rounds  302
round-apply=1       GET   run-rounds
round-apply=1       POST  run-rounds  302
round-scenario=1    POST  run-rounds  302
weigh               GET   read
weigh-way           GET   read
weigh-way           POST  edit        302
decision-presence   GET   presence
decision-presence   POST  presence    204
decision-changes    GET   read
*decision-talk      GET   team
*decision-talk      POST  contribute  302
*talk-marks         GET   team
*talk-thread        GET   team
*talk-thread        POST  contribute  302
*talk-edit          POST  own-words   302
*talk-remove        POST  edit        302
*talk-resolve       POST  edit        302
*talk-cell          GET   team
decision-status     GET   read
status-change=sign  POST  contribute  302
status-change=draft POST  edit        302
*decision-settings  GET   edit
*decision-settings  POST  edit        302
*decision-copy      GET   copy
*decision-copy      POST  copy        400
decision-delete     POST  edit        302
decision-history    GET   read
decision-robustness GET   read
robustness-study    POST  read        302
robustness-study-cancel POST read      302
decision-audit      GET   read
audit-line          GET   read
audit-acknowledge   POST  edit        302
audit-reopen        POST  edit        302
decision-sources    GET   read
decision-missing    GET   read
missing-add         POST  edit        400
history-compare     GET   read
history-undo        POST  edit        409
"""

# allauth's, which answer PUT as POST. Confirming and resetting need a text that nobody here has.
ENTERING = """
account_login                         GET   guest
account_login                         POST  guest
account_logout                        GET   person
account_logout                        POST  person     302
account_signup                        GET   guest
account_signup                        POST  guest
account_inactive                      GET   open
mfa_authenticate                      GET   person  302
mfa_login_webauthn                    GET   open  302
account_reauthenticate                GET   person
mfa_reauthenticate                    GET   person  302
mfa_reauthenticate_webauthn           GET   person  302
account_email_verification_sent       GET   open
account_confirm_email                 GET   open
account_reset_password                GET   open
account_reset_password                POST  open
account_reset_password_done           GET   open
account_reset_password_from_key_done  GET   open
account_reset_password_from_key       GET   open
socialaccount_login_cancelled         GET   open
socialaccount_login_error             GET   open  401
socialaccount_signup                  GET   open  302
openid_connect_login                  GET   nobody
openid_connect_callback               GET   nobody
account_email                         GET   person
account_change_password               GET   person
account_set_password                  GET   person  302
socialaccount_connections             GET   person
mfa_index                             GET   person
mfa_activate_totp                     GET   person  302
mfa_deactivate_totp                   GET   person  404
mfa_view_recovery_codes               GET   person  404
mfa_generate_recovery_codes           GET   person  302
mfa_download_recovery_codes           GET   person  404
mfa_list_webauthn                     GET   person
mfa_add_webauthn                      GET   person  302
mfa_remove_webauthn                   GET   person  302
mfa_edit_webauthn                     GET   person  302
"""

PAGES = """
decision-list         GET   open
notifications         GET   person
notifications         POST  person      302
notifications-unread  GET   open
notifications-mail    GET   person
notifications-mail    POST  person      302
review-list           GET   open
framework-list        GET   open
framework-compare     GET   open
framework-detail      GET   open
source-list           GET   open
source-detail         GET   nobody
source-audits         GET   nobody
criterion-list        GET   open
criterion-detail      GET   open
metric-list           GET   open
metric-detail         GET   nobody
needs                 GET   open
decision-start=?with=flask&with=tornado GET  person
decision-start=?with=flask&with=tornado POST person 400
account               GET   person
account               POST  person      302
token-list            GET   person
token-list            POST  person
decision-new          GET   person
decision-new          POST  person      400
team-list             GET   person
team-list             POST  person      302
team-detail           GET   team
token-revoke          POST  nobody-else 302
team-rename           POST  team-owner  302
team-delete           POST  team-owner  400
team-leave            POST  leave       302
team-transfer         POST  team-owner  302
member-role           POST  team-owner  302
member-remove         POST  team-owner  302
invitation-make       POST  team-owner
invitation-revoke     POST  team-owner  302
invitation-accept     GET   invited
invitation-accept     POST  accepts
notification-open     GET   not-theirs
unsubscribe           GET   nobody
theme                 POST  open        302
local-sign-in         GET   nobody
search                GET   open
help-totals           GET   open
help-keyboard         GET   open
help-accessibility    GET   open
healthz               GET   open
readyz                GET   open        503
metrics               GET   staff
"""


def rows(text: str) -> list[Row]:
    """The lines of a table."""
    found = []
    for line in text.strip().split("\n"):
        place, method, rule, done, *_ = [*line.split(), "200"]
        name, _, variant = place.removeprefix("*").partition("=")
        found.append(Row(name, variant, method, rule.replace("-", " "), done, place.startswith("*")))
    return found
