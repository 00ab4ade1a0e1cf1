/** Files that somebody else has written, in the encodings that they come in. */
import { readFileSync } from "node:fs";

/** A file that PowerShell before 7 writes by `>` is UTF-16, and begins with a byte order mark, as UTF-8 may too. */
export function textOf(file: string): string {
  const bytes = readFileSync(file);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2)).swap16().toString("utf16le");
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/** Throws if it is no JSON, and quotes nothing of it: it may hold secrets. */
export function parsedFile(file: string): unknown {
  const text = textOf(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("it holds no JSON");
  }
}
