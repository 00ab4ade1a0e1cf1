"""The first screen in Python, with an SDK that Pulumi generates: `pulumi package add composio`."""

import pulumi
import pulumi_composio as composio

config = pulumi.Config()

github = composio.AuthConfig("github", toolkit="github")  # Composio's own OAuth app

notion = composio.AuthConfig(  # your own OAuth app
    "notion",
    toolkit="notion",
    auth_scheme="OAUTH2",
    credentials={
        "client_id": config.require("notionClientId"),
        "client_secret": config.require_secret("notionClientSecret"),
    },
)

perplexity = composio.AuthConfig("perplexity", toolkit="perplexityai", auth_scheme="API_KEY")  # the key comes from each user

made = composio.session_config_output(
    auth_configs=[{"id": each.id, "toolkit": each.toolkit} for each in (github, notion, perplexity)],
)

# composio.create(user_id=…, **session)
pulumi.export("session", made.python)
