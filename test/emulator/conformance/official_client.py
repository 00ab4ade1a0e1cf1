"""The documented calls of the official SDK, against the address and key in the arguments; prints what each gave as JSON."""

import json
import sys

from composio import Composio

url, key, options = sys.argv[1:]
composio = Composio(api_key=key, base_url=url)
auth_configs = composio.auth_configs

managed = auth_configs.create("github", options={"type": "use_composio_managed_auth", "name": "GitHub"})
own = auth_configs.create(
    "notion",
    options={
        "type": "use_custom_auth",
        "auth_scheme": "OAUTH2",
        "name": "Notion",
        "credentials": {"client_id": "client-id-of-notion", "client_secret": "client-secret-of-notion"},
    },
)
updated = auth_configs.update(own.id, options={"type": "custom", "credentials": {"client_secret": "another-secret"}})
got = auth_configs.get(own.id)
disabled = auth_configs.disable(managed.id)
listed = auth_configs.list()
listed_all = auth_configs.list(show_disabled=True, limit=1)
enabled = auth_configs.enable(managed.id)

session = composio.create(user_id="user_123", auth_configs={"notion": own.id})
link = session.authorize("notion")
[toolkit] = session.toolkits(toolkits=["notion"]).items
whole = composio.create(user_id="user_123", **json.loads(options))

github = composio.toolkits.get("github")
fields = composio.toolkits.get_auth_config_creation_fields("notion", "OAUTH2", required_only=True)
recommended = composio.toolkits.recommend_scopes("gmail", tools=["GMAIL_SEND_EMAIL"])
deleted = auth_configs.delete(own.id)

print(
    json.dumps(
        {
            "managed": [managed.id, managed.auth_scheme, managed.is_composio_managed],
            "own": [own.id, own.auth_scheme, own.is_composio_managed],
            "got": [got.id, got.name, got.status, got.credentials],
            "lists": [[page.total_pages, [item.name for item in page.items]] for page in (listed, listed_all)],
            "said": [answer.message for answer in (updated, disabled, enabled, deleted) if answer.success],
            "sessions": [session.session_id, whole.session_id],
            "link": [link.id, link.redirect_url],
            "toolkit": [toolkit.slug, toolkit.connection.is_active],
            "github": [github.slug, [detail.mode for detail in github.auth_config_details]],
            "fields": [field.name for field in fields],
            "recommended": recommended.scopes.least_privilege,
        }
    )
)
