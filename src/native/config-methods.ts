/** The methods of the service that are about the provider itself: its inputs, and what it is configured with. */
import type { handleUnaryCall } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { hasUnknown } from "../model/unknowns";
import type { Hearing } from "./hearing";
import type { LifecycleDoor } from "./lifecycle-door";
import { PROVIDER_INPUTS, providerMistakes, settingsOf } from "./provider-inputs";
import { toStruct } from "./wire";

/** Makes a method of what answers its requests. */
type Answered = <Request, Answer>(
  answer: (request: Request, heard: Hearing) => Promise<Answer> | Answer,
) => handleUnaryCall<Request, Answer>;

const SECRET_INPUTS = Object.entries(PROVIDER_INPUTS)
  .filter(([, { isSecret }]) => isSecret)
  .map(([name]) => [name]);

export const configMethods = (door: LifecycleDoor, answered: Answered) => ({
  checkConfig: answered((request: proto.CheckRequest, heard) => {
    const inputs = heard.bag(request.getNews());
    const failures = providerMistakes(inputs, hasUnknown).map((reason) => new proto.CheckFailure().setReason(reason));
    const secrets = [...heard.secrets, ...SECRET_INPUTS];
    return new proto.CheckResponse().setInputs(toStruct(inputs, secrets)).setFailuresList(failures);
  }),

  // A rotated key looks like another project's, so no change replaces the provider: that would replace all that it has made.
  diffConfig: answered((request: proto.DiffRequest, heard) => {
    const [olds, news] = [heard.bag(request.getOldInputs() ?? request.getOlds()), heard.bag(request.getNews())];
    const names = Object.keys(PROVIDER_INPUTS).filter((name) => `${olds[name]}` !== `${news[name]}`);
    const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
    return new proto.DiffResponse().setChanges(names.length > 0 ? DIFF_SOME : DIFF_NONE).setDiffsList(names);
  }),

  configure: answered((request: proto.ConfigureRequest, heard) => {
    const name = request.getName() ?? "";
    door.configure(settingsOf(heard.bag(request.getArgs()), isDefault(name) ? undefined : name));
    return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
  }),
});

/** The engine's own names for the provider that nobody has declared; old engines give none. */
const isDefault = (name: string): boolean => name === "" || name === "default" || name.startsWith("default_");
