import { installPackage } from "./install";

export default async function setUp(): Promise<void> {
  await installPackage();
}
