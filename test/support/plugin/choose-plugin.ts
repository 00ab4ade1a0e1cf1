/** Jest's setup of the tests that go through the plugin: before any of their modules is loaded. */
process.env.PULUMI_COMPOSIO_TEST_DOOR = "plugin";
