import type { UpdateAuthConfigBody } from "../api/auth-config";

/** Which name the API of this process takes. */
export class SharedFieldNames {
  isOld = false;

  /** A body under the name that the API takes. */
  named<Body extends Pick<UpdateAuthConfigBody, "shared_connection_fields" | "shared_credentials">>(body: Body): Body {
    const { shared_connection_fields: fields, ...others } = body;
    return this.isOld && fields !== undefined ? ({ ...others, shared_credentials: fields } as Body) : body;
  }
}
