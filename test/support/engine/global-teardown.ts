import { removeInstalledPackage } from "../install";

export default removeInstalledPackage;
