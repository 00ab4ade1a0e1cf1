// The package in a program that imports the SDK's index as well, and so all of the SDK.
require("@pulumi/pulumi");
require("./ours");
