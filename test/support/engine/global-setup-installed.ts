/** Jest's global setup of the tests that run programs of the installed package under the engine, such as the examples. */
import { installPackage } from "../install";
import setUpEngine from "./global-setup";

export default async function setUp(): Promise<void> {
  await setUpEngine();
  await installPackage();
}
